import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { overBudget } from "../../../cli/cost/over-budget";
import { explanationDocument } from "../../../cli/cost/explanation-document";
import { sideBySideDocument } from "../../../cli/cost/side-by-side-document";
import { tierCostDocument } from "../../../cli/cost/tier-cost-document";
import { textOf } from "../../../cli/print/text-printer";
import { PLAIN } from "../../../cli/print/style";
import type { TierCost } from "../../../cli/record/estimate-tier";
import { ofTier } from "../../../cli/record/subject";
import { previewDocument } from "../../../cli/tier/preview-document";
import { tierSummary } from "../../../cli/tier/tier-summary";
import { runbookHtml } from "../../../cli/upgrade/runbook/runbook";
import { upgradeDocument } from "../../../cli/upgrade/upgrade-document";
import { reconcile } from "../../../models/cost/bill/reconcile";
import { estimateCost } from "../../../models/cost/estimate";
import { explain } from "../../../models/cost/explanation";
import { pricesOf, referenceBook } from "../../../models/cost/prices/price-books";
import { costSchema } from "../../../models/cost/report";
import { costCliffs } from "../../../models/cost/scenarios/cliffs";
import { commitmentOf } from "../../../models/cost/scenarios/commitments";
import { capacityOf } from "../../../models/capacity/capacity";
import type { Manifest } from "../../../models/manifest/manifest";
import { previewOf, previewSchema } from "../../../models/reports/preview";
import { costBeside, costChange } from "../../../models/reports/review";
import { closedGate } from "../../../models/upgrade/gate";
import { upgradeSchema } from "../../../models/upgrade/report";
import { upgradeReport, type TierEnd } from "../../../models/upgrade/upgrade";
import { RULES } from "../../../policies/all-rules";
import { judge } from "../../../policies/judge";
import { InputError, overrideTier, tierNamed, type TierName } from "../../../tiers";
import { recordedTiers } from "../../support/recorded-tiers";

const recorded = recordedTiers();
const elsewhere = (tier: TierName, region: string): Manifest => ({ ...recorded(tier), region });

function costIn(tier: TierName, region: string): TierCost {
  const manifest = elsewhere(tier, region);
  const book = pricesOf(region);
  return {
    subject: ofTier(tier),
    tier: manifest.spec,
    manifest,
    book,
    report: estimateCost(manifest, book),
    capacity: capacityOf(manifest.spec),
    cliffs: costCliffs(manifest, book),
  };
}
const endIn = (tier: TierName, region: string): TierEnd => ({
  spec: recorded(tier).spec,
  manifest: elsewhere(tier, region),
  cost: costIn(tier, region).report,
});

/** One whose prices nobody has read, and two of which some were. */
const REGIONS = ["eu-south-2", "eu-central-1", "ap-southeast-1"];
const READ_THEM = (region: string) =>
  `Read them with your AWS credentials: ./scale prices refresh --region ${region} --write`;
/** Amounts with cents, as totals are printed; prices and sums of lines that are known may stand beside them. */
const TOTAL = /\$\d[\d,]*(\.\d\d)? a month expected/;

describe.each(REGIONS)("without all prices of %s", (region) => {
  test("the cost is reported without totals, and with what is missing", () => {
    const cost = costIn("500", region);
    expect(costSchema.parse(cost.report)).toEqual(cost.report);
    expect(cost.report).toMatchObject({
      floorMonthlyUsd: null,
      expectedMonthlyUsd: null,
      ceilingMonthlyUsd: null,
      usdPerUser: null,
      priceBook: region === "eu-south-2" ? null : { asOf: pricesOf(region).asOf },
    });
    const text = textOf(tierCostDocument(cost), PLAIN);
    expect(text).toContain(`Tier 500: cost not known in ${region}, of a budget of $500`);
    const words = text.replace(/\s+/g, " ");
    expect(words).toMatch(new RegExp(`Money is not known: no price for .* and \\d+ more in ${region}\\.`));
    expect(words).toContain(READ_THEM(region));
    expect(text).toContain(`No price in ${region}`);
    expect(text).not.toMatch(TOTAL);
  });

  test("all tiers stand side by side without totals", () => {
    const text = textOf(sideBySideDocument([costIn("500", region), costIn("2k", region)]), PLAIN);
    expect(text).toMatch(/^2K .*unknown.*unknown.*unknown.*\$1,500.*unknown/m);
  });

  test("the budget is not said to be kept", () => {
    expect(overBudget(costIn("500", region).report)).toMatch(
      new RegExp(
        `^Whether Tier 500 is within its budget of \\$500\\.00 a month is not known: no price for .* in ${region}\\. ${READ_THEM(region)}$`,
      ),
    );
  });

  test("the preview says all that is no money", () => {
    const { report, manifest } = costIn("500", region);
    const preview = previewOf(
      manifest.spec,
      manifest,
      tierNamed("2k"),
      report,
      tierSummary(manifest.spec),
      "2026-11-29",
    );
    expect(previewSchema.parse(preview)).toEqual(preview);
    const text = textOf(previewDocument(preview), PLAIN);
    expect(text).toContain(`Tier 500: cost not known in ${region}, of a budget of $500`);
    expect(text).toContain("Protected against deletion and replacement");
    expect(text).not.toMatch(TOTAL);
  });

  test("a step says what it does, interrupts and puts at risk, and its gate names the money alone", () => {
    const [from, to] = [endIn("500", region), endIn("2k", region)];
    const report = upgradeReport(from, to);
    expect(upgradeSchema.parse(report)).toEqual(report);
    const priced = upgradeReport(endIn("500", "us-east-1"), endIn("2k", "us-east-1"));
    expect(report.totals).toEqual(priced.totals);
    expect(report.oneWayDoors).toEqual(priced.oneWayDoors);
    expect(report.costDeltaMonthlyUsd.expectedMonthlyUsd).toBeNull();
    const text = textOf(upgradeDocument(report), PLAIN);
    expect(text).toMatch(/^cost a month +not known$/m);
    expect(text).toContain("Money is not known: no price for ");
    expect(runbookHtml(report)).toContain("Money is not known: no price for ");
    const objections = closedGate(report, "restart", [], "2026-11-29");
    const others = closedGate(priced, "restart", [], "2026-11-29");
    expect(objections.filter((why) => !others.includes(why))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^budget: nobody knows whether the ceiling is within the budget of \\$1500: no price for .* in ${region}$`,
        ),
      ),
    ]);
    const answered = {
      ...({ from: "500", to: "2k", step: "budget" } as const),
      ...{ owner: "ops", reason: "the prices are read next week", expires: "2026-12-31" },
    };
    expect(closedGate(report, "restart", [answered], "2026-11-29")).toEqual(
      others.filter((why) => !why.startsWith("budget")),
    );
  });

  test("a tier whose cost is known at one end only has changed beyond every threshold", () => {
    const [known, unknown] = [costIn("500", "us-east-1").report, costIn("500", region).report];
    expect(costChange(costBeside(known, unknown))).toBe(Infinity);
    expect(costChange(costBeside(unknown, unknown))).toBe(0);
  });

  test("the rules are judged, and the money is the one that is not", async () => {
    const { spec, resources } = await recordedManifest("500", { "aws:region": region });
    const { violations } = judge(RULES, resources, { tier: spec, region }, [], "2026-11-29");
    expect(violations.map(({ policy, enforcement }) => [policy, enforcement])).toEqual([
      ["require-cost-within-budget", "mandatory"],
    ]);
    expect(violations[0]?.message).toContain(`${READ_THEM(region)}.`);
  });

  test("no figure of another region is shown", () => {
    const { prices } = pricesOf(region);
    const own = Object.keys(prices).filter((key) => key.startsWith("elasticache."));
    const { report } = costIn("2k", region);
    for (const { priceKey, unitPriceUsd } of report.lines) expect(unitPriceUsd).toBe(prices[priceKey]?.usd);
    expect(own.length > 0).toBe(region !== "eu-south-2");
    expect(report.unpriced.map(({ priceKey }) => priceKey)).toContain("ec2.m7g.large");
    expect(referenceBook().prices["ec2.m7g.large"]).toBeDefined();
  });
});

test("an explanation names the charges that fit and have no price", () => {
  const { report, book } = costIn("500", "eu-south-2");
  const found = explain(report, book, "alb.hour");
  expect(found.unpriced).toMatchObject([{ priceKey: "alb.hour" }]);
  expect(textOf(explanationDocument(found), PLAIN)).toContain("no price for alb.hour in eu-south-2");
});

test.each([
  [
    "a commitment",
    "What a commitment saves cannot be said: no price for ",
    (cost: TierCost) => commitmentOf(cost.report, "1y"),
  ],
  [
    "a bill",
    "The bill cannot be compared with the estimate: no price for ",
    (cost: TierCost) =>
      reconcile(
        {
          start: "2026-10-01",
          end: "2026-11-01",
          days: 31,
          metric: "UnblendedCost",
          estimated: false,
          rows: [],
        },
        cost.report,
      ),
  ],
])("%s needs the total, and is refused without it", (_, message, run) => {
  const cost = costIn("500", "eu-south-2");
  expect(() => run(cost)).toThrow(InputError);
  expect(() => run(cost)).toThrow(message);
});

describe("the budget of a stack of its own", () => {
  test("is spread over the cost lines as the tier's is", () => {
    const own = overrideTier(tierNamed("500"), { monthlyBudgetUsd: 777 }, "Stack eu");
    const lines = Object.values(own.budgetLinesUsd);
    expect(lines.reduce((sum, usd) => sum + usd, 0)).toBe(777);
    expect(own.budgetLinesUsd.postgres / 777).toBeCloseTo(tierNamed("500").budgetLinesUsd.postgres / 500, 1);
  });

  test("and its lines as they are written", () => {
    const { budgetLinesUsd } = tierNamed("500");
    const lines = { ...budgetLinesUsd, network: budgetLinesUsd.network + 100 };
    expect(
      overrideTier(tierNamed("500"), { monthlyBudgetUsd: 600, budgetLinesUsd: lines }, "Stack eu")
        .budgetLinesUsd,
    ).toEqual(lines);
  });

  test("is asked for where the tier's is exceeded in another region", () => {
    const report = { ...costIn("500", "us-east-1").report, region: "sa-east-1", expectedMonthlyUsd: 600 };
    const advice =
      "The budget of the tier is one for the prices of us-east-1; give a stack in sa-east-1 its own: pulumi config set --path overrides.monthlyBudgetUsd <USD>";
    expect(overBudget(report)).toMatch(
      /^Tier 500 is over its budget of \$500\.00 a month: expected \$600\.00, \$100\.00 over/,
    );
    expect(overBudget(report)).toContain(advice);
    expect(overBudget({ ...report, region: "us-east-1" })).not.toContain("overrides.monthlyBudgetUsd");
    expect(overBudget({ ...report, budgetMonthlyUsd: 550 })).not.toContain("overrides.monthlyBudgetUsd");
  });
});
