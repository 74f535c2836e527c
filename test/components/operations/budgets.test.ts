import { BUDGET_NOTIFICATIONS, budgetPlans } from "../../../components/operations/budgets";
import type { PlatformContext } from "../../../components/shared/context";
import { costTags } from "../../../components/shared/tags";
import { COST_COMPONENTS, tierNamed, TIER_NAMES, type TierName } from "../../../tiers";

const contextOf = (tier: TierName): PlatformContext => ({
  project: "scaling-tiers",
  stack: "test",
  environment: "test",
  region: "us-east-1",
  accountId: "123456789012",
  partition: "aws",
  tier,
  monthlyBudgetUsd: tierNamed(tier).monthlyBudgetUsd,
  logRetentionDays: 7,
  allowDataDestruction: false,
});

const NOT_SPENDING = { not: { dimensions: { key: "RECORD_TYPE", values: ["Credit", "Refund"] } } };

test("a budget speaks at 80 % and 100 % spent, and when 100 % is expected", () => {
  const percent = { thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" };
  expect(BUDGET_NOTIFICATIONS).toEqual([
    { notificationType: "ACTUAL", threshold: 80, ...percent },
    { notificationType: "ACTUAL", threshold: 100, ...percent },
    { notificationType: "FORECASTED", threshold: 100, ...percent },
  ]);
});

describe.each(TIER_NAMES)("tier %s", (tier) => {
  const { budgetLinesUsd, monthlyBudgetUsd } = tierNamed(tier);
  const context = contextOf(tier);
  const plans = budgetPlans(context, budgetLinesUsd);

  test("has a budget for the account, one for the tier, one for each cost line and one for CPU credits", () => {
    expect(plans.map(({ role }) => role)).toEqual(["account", "tier", ...COST_COMPONENTS, "cpu-credits"]);
  });

  test("limits the account and the tier to the table's figure, and the lines to parts that sum to it", () => {
    expect(plans.slice(0, 2).map(({ limitUsd }) => limitUsd)).toEqual([monthlyBudgetUsd, monthlyBudgetUsd]);
    const lines = plans.slice(2, -1);
    expect(lines.map(({ limitUsd }) => limitUsd)).toEqual(
      COST_COMPONENTS.map((component) => budgetLinesUsd[component]),
    );
    expect(lines.reduce((total, { limitUsd }) => total + limitUsd, 0)).toBe(monthlyBudgetUsd);
  });

  test("counts the whole account, without credits and refunds, whether or not tags are active", () => {
    expect(plans[0]?.scope).toEqual({ costTypes: { includeCredit: false, includeRefund: false } });
  });

  test("counts paid CPU credits of T4g in every region of the account, against one dollar", () => {
    const plan = plans.at(-1);
    expect(plan?.limitUsd).toBe(1);
    const expression = plan?.scope.filterExpression as { dimensions: { key: string; values: string[] } };
    expect(expression.dimensions.key).toBe("USAGE_TYPE");
    expect(expression.dimensions.values).toEqual(
      expect.arrayContaining(["CPUCredits:t4g", "USE1-CPUCredits:t4g", "EUC1-CPUCredits:t4g"]),
    );
    expect(new Set(expression.dimensions.values).size).toBe(expression.dimensions.values.length);
    for (const value of expression.dimensions.values)
      expect(value).toMatch(/^([A-Z]{2,3}\d?-)?CPUCredits:t4g$/);
  });

  test("counts for the tier what carries the stack's tags, without credits and refunds", () => {
    expect(plans[1]?.scope).toEqual({
      metrics: "UnblendedCost",
      filterExpression: {
        ands: [
          { tags: { key: "environment", values: ["test"] } },
          { tags: { key: "project", values: ["scaling-tiers"] } },
          NOT_SPENDING,
        ],
      },
    });
  });

  test.each(COST_COMPONENTS)("counts for %s what carries its tag and the stack's", (component) => {
    const plan = plans.find(({ role }) => role === component);
    expect(plan?.scope).toEqual({
      metrics: "UnblendedCost",
      filterExpression: {
        ands: [
          { tags: { key: "cost-component", values: [component] } },
          { tags: { key: "environment", values: ["test"] } },
          { tags: { key: "project", values: ["scaling-tiers"] } },
          NOT_SPENDING,
        ],
      },
    });
  });
});

test("filters name what resources are really tagged with, at its full or cut length", () => {
  const context = { ...contextOf("100"), environment: "e".repeat(300), project: "shop" };
  for (const { role, scope } of budgetPlans(context, tierNamed("100").budgetLinesUsd).slice(2, -1)) {
    const tags = costTags(context, role as (typeof COST_COMPONENTS)[number]);
    expect(JSON.stringify(scope)).toContain(
      `{"key":"environment","values":["${tags["environment"] ?? ""}"]}`,
    );
    expect(JSON.stringify(scope)).toContain('{"key":"project","values":["shop"]}');
  }
});
