import {
  costBeside,
  costChange,
  reviewOf,
  reviewSchema,
  type ReviewCost,
} from "../../../models/reports/review";
import type { CostReport } from "../../../models/cost/report";
import type { Manifest } from "../../../models/manifest/manifest";
import { estimateCost } from "../../../models/cost/estimate";
import { priceBookFor } from "../../../models/cost/prices/price-books";
import { upgradeReport, type TierEnd } from "../../../models/upgrade/upgrade";
import type { UpgradeReport } from "../../../models/upgrade/report";
import { reviewDocument } from "../../../cli/review/review-document";
import { markdownOf } from "../../../cli/print/markdown-printer";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { tierNamed } from "../../../tiers";
import { withValue } from "../../support/with-value";

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
  cost = estimateCost(manifest, priceBookFor(manifest.region));
});

const end = (own: Manifest): TierEnd => ({ spec: tierNamed("500"), manifest: own, cost });

/** The report of one resource's property set otherwise. */
function reportOf(name: string, path: string, value: unknown): UpgradeReport {
  const resources = manifest.resources.map((each) =>
    each.name === name ? (withValue(each, path, value) as typeof each) : each,
  );
  return upgradeReport(end(manifest), end({ ...manifest, resources }));
}

test("costs are put beside each other in whole cents", () => {
  const after = { ...cost, expectedMonthlyUsd: cost.expectedMonthlyUsd + 1.006 };
  const beside = costBeside(cost, after);
  expect(beside.expectedAfterMonthlyUsd - beside.expectedBeforeMonthlyUsd).toBeCloseTo(1.01, 5);
  expect([beside.tier, beside.budgetMonthlyUsd]).toEqual(["500", 500]);
});

test("the larger change counts, whichever way it goes", () => {
  expect(costChange(COST)).toBeCloseTo(0.99, 5);
  expect(costChange({ ...COST, ceilingAfterMonthlyUsd: 470 })).toBe(10);
});

describe("a review is quiet", () => {
  test("below the threshold, and not at it", () => {
    expect(reviewOf([COST], [], 1).isQuiet).toBe(true);
    expect(reviewOf([{ ...COST, expectedAfterMonthlyUsd: 401 }], [], 1).isQuiet).toBe(false);
  });

  test("about a change that nobody notices", () => {
    const report = reportOf("network-vpc", "inputs.tags.Name", "another");
    expect(report.totals.tagOnly).toBe(1);
    expect(reviewOf([COST], [{ stack: null, report }], 1).isQuiet).toBe(true);
  });

  test("not about an interruption, though it costs nothing", () => {
    const report = reportOf("postgres-shard-0-primary", "inputs.instanceClass", "db.t4g.medium");
    expect(report.totals.worstDowntime.class).toBe("failover");
    expect(reviewOf([COST], [{ stack: null, report }], 1).isQuiet).toBe(false);
  });

  test("not about a stack that moves to another tier", () => {
    const report = { ...reportOf("network-vpc", "inputs.tags.Name", "another"), from: "100" as const };
    expect(reviewOf([COST], [{ stack: "prod", report }], 1).isQuiet).toBe(false);
  });
});

describe("as a document", () => {
  test("nothing is said of nothing", () => {
    expect(reviewDocument(reviewOf([COST], [], 1))).toEqual({
      blocks: [{ kind: "paragraph", text: "Nothing changes beyond $1.00 a month and without interruption." }],
    });
  });

  test("costs, then each change with its report", () => {
    const report = reportOf("postgres-shard-0-primary", "inputs.instanceClass", "db.t4g.medium");
    const review = reviewOf([{ ...COST, ceilingAfterMonthlyUsd: 470 }], [{ stack: null, report }], 1);
    expect(reviewSchema.parse(review)).toEqual(review);
    expect(markdownOf(reviewDocument(review)).split("\n").slice(0, 15)).toEqual([
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
