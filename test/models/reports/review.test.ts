import {
  costBeside,
  costChange,
  reviewOf,
  reviewSchema,
  type Review,
  type ReviewCost,
  type ReviewStack,
} from "../../../models/reports/review";
import type { CostReport } from "../../../models/cost/report";
import type { Manifest } from "../../../models/manifest/manifest";
import { estimateCost } from "../../../models/cost/estimate";
import { pricesOf } from "../../../models/cost/prices/price-books";
import { upgradeReport, type TierEnd } from "../../../models/upgrade/upgrade";
import type { UpgradeReport } from "../../../models/upgrade/report";
import { reviewDocument } from "../../../cli/review/review-document";
import { markdownOf } from "../../../cli/print/markdown-printer";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { tierNamed } from "../../../tiers";
import { withValue } from "../../support/with-value";
import { known } from "../../support/known";

const COST: ReviewCost = {
  tier: "500",
  budgetMonthlyUsd: 500,
  expectedBeforeMonthlyUsd: 400,
  expectedAfterMonthlyUsd: 400.99,
  ceilingBeforeMonthlyUsd: 480,
  ceilingAfterMonthlyUsd: 479.5,
};

let manifest: Manifest;
let cost: CostReport;
beforeAll(async () => {
  manifest = await recordedManifest("500");
  cost = estimateCost(manifest, pricesOf(manifest.region));
});

const end = (own: Manifest): TierEnd => ({ spec: tierNamed("500"), manifest: own, cost });

const STACK: ReviewStack = {
  stack: "prod",
  file: "stacks/config/Pulumi.prod.yaml",
  change: "changed",
  tierBefore: "100",
  tierAfter: "500",
  expectedBeforeMonthlyUsd: 183,
  expectedAfterMonthlyUsd: 494,
  ceilingAfterMonthlyUsd: 520,
  budgetMonthlyUsd: 500,
  worstDowntime: { class: "restart", secondsMin: 180, secondsMax: 900 },
  irreversibleSteps: 2,
  notes: [],
};

const review = (
  costs: Review["costs"],
  upgrades: Review["upgrades"],
  { stacks = [], gate = null }: Partial<Pick<Review, "stacks" | "gate">> = {},
): Review => reviewOf({ costs, upgrades, stacks, gate }, 1);

/** The report of one resource's property set otherwise. */
function reportOf(name: string, path: string, value: unknown): UpgradeReport {
  const resources = manifest.resources.map((each) =>
    each.name === name ? (withValue(each, path, value) as typeof each) : each,
  );
  return upgradeReport(end(manifest), end({ ...manifest, resources }));
}

test("costs are put beside each other in whole cents", () => {
  const after = { ...cost, expectedMonthlyUsd: known(cost.expectedMonthlyUsd) + 1.006 };
  const beside = costBeside(cost, after);
  expect(known(beside.expectedAfterMonthlyUsd) - known(beside.expectedBeforeMonthlyUsd)).toBeCloseTo(1.01, 5);
  expect([beside.tier, beside.budgetMonthlyUsd]).toEqual(["500", 500]);
});

test("the larger change counts, whichever way it goes", () => {
  expect(costChange(COST)).toBeCloseTo(0.99, 5);
  expect(costChange({ ...COST, ceilingAfterMonthlyUsd: 470 })).toBe(10);
});

describe("a review is quiet", () => {
  test("below the threshold, and not at it", () => {
    expect(review([COST], []).isQuiet).toBe(true);
    expect(review([{ ...COST, expectedAfterMonthlyUsd: 401 }], []).isQuiet).toBe(false);
  });

  test("about a change that nobody notices", () => {
    const report = reportOf("network-vpc", "inputs.tags.Name", "another");
    expect(report.totals.tagOnly).toBe(1);
    expect(review([COST], [{ stack: null, report }]).isQuiet).toBe(true);
  });

  test("not about an interruption, though it costs nothing", () => {
    const report = reportOf("postgres-shard-0-primary", "inputs.instanceClass", "db.t4g.medium");
    expect(report.totals.worstDowntime.class).toBe("failover");
    expect(review([COST], [{ stack: null, report }]).isQuiet).toBe(false);
  });

  test("not about a stack that is dearer, new, gone or not judged, nor about a closed gate", () => {
    const same = { ...STACK, expectedAfterMonthlyUsd: 183.5 };
    expect(review([COST], [], { stacks: [same] }).isQuiet).toBe(true);
    expect(review([COST], [], { stacks: [STACK] }).isQuiet).toBe(false);
    for (const change of ["new", "removed", "notJudged"] as const)
      expect(review([COST], [], { stacks: [{ ...same, change }] }).isQuiet).toBe(false);
    expect(review([COST], [], { stacks: [{ ...same, notes: ["x"] }] }).isQuiet).toBe(false);
    expect(review([COST], [], { gate: [] }).isQuiet).toBe(true);
    expect(review([COST], [], { gate: ["no"] }).isQuiet).toBe(false);
  });

  test("not about a stack that moves to another tier", () => {
    const report = { ...reportOf("network-vpc", "inputs.tags.Name", "another"), from: "100" as const };
    expect(review([COST], [{ stack: "prod", report }]).isQuiet).toBe(false);
  });
});

describe("as a document", () => {
  test("nothing is said of nothing", () => {
    expect(reviewDocument(review([COST], []))).toEqual({
      blocks: [{ kind: "paragraph", text: "Nothing changes beyond $1.00 a month and without interruption." }],
    });
  });

  test("first a line for each stack, then the verdict", () => {
    const none = {
      tierBefore: null,
      tierAfter: null,
      expectedBeforeMonthlyUsd: null,
      expectedAfterMonthlyUsd: null,
      ceilingAfterMonthlyUsd: null,
      budgetMonthlyUsd: null,
      worstDowntime: null,
      irreversibleSteps: null,
    };
    const made = review([COST], [], {
      stacks: [
        STACK,
        {
          ...STACK,
          ...none,
          stack: "eu",
          change: "new",
          tierAfter: "20k",
          expectedAfterMonthlyUsd: 12034.2,
          budgetMonthlyUsd: 12000,
        },
        {
          ...STACK,
          ...none,
          stack: "old",
          change: "removed",
          tierBefore: "500",
          expectedBeforeMonthlyUsd: 494,
        },
        {
          ...STACK,
          ...none,
          stack: "dev",
          change: "notJudged",
          notes: ["not judged, because it has no tier"],
        },
      ],
      gate: ["stack eu: new", "stack dev: not judged, because it has no tier"],
    });
    expect(reviewSchema.parse(made)).toEqual(made);
    expect(markdownOf(reviewDocument(made)).split("\n")).toEqual([
      "### What this pull request changes",
      "",
      "| stack | tier         |            USD a month |                        budget | worst downtime     | irreversible |",
      "| ----- | ------------ | ---------------------: | ----------------------------: | ------------------ | -----------: |",
      "| prod  | 100 → 500    |    $183 → $494 (+$311) | $500, exceeded at the ceiling | restart, 180–900 s |      2 steps |",
      "| eu    | new, 20K     | - → $12,034 (+$12,034) |             $12,000, exceeded | -                  |            - |",
      "| old   | removed, 500 |       $494 → - (−$494) |                             - | -                  |            - |",
      "| dev   | not judged   |                      - |                             - | -                  |            - |",
      "",
      "- **Stack dev**: not judged, because it has no tier",
      "",
      "#### The gate is closed: 2 reasons",
      "",
      "- stack eu: new",
      "- stack dev: not judged, because it has no tier",
      "",
      "Somebody answers for each by an entry in `upgrade-acknowledgements.yaml` (docs/upgrade.md).",
      "",
      "No tier's own cost changes by $1.00 a month or more.",
      "",
    ]);
  });

  test("costs, then each change with its report", () => {
    const report = reportOf("postgres-shard-0-primary", "inputs.instanceClass", "db.t4g.medium");
    const made = review([{ ...COST, ceilingAfterMonthlyUsd: 470 }], [{ stack: null, report }]);
    expect(reviewSchema.parse(made)).toEqual(made);
    expect(markdownOf(reviewDocument(made)).split("\n").slice(0, 15)).toEqual([
      "### What this pull request changes",
      "",
      "The cost of tier 500 changes.",
      "",
      "| tier | budget | expected | change | ceiling |  change |",
      "| ---- | -----: | -------: | -----: | ------: | ------: |",
      "| 500  |   $500 |  $400.99 | +$0.99 | $470.00 | −$10.00 |",
      "",
      "#### Every stack at tier 500",
      "",
      "<details><summary>What its next pulumi up does</summary>",
      "",
      "##### From tier 500 to tier 500",
      "",
      "- **cost a month**: +$0 expected (+$0 floor, +$0 ceiling)",
    ]);
  });
});
