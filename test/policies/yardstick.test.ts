import { yardstickOf } from "../../policies/yardstick";
import { TIER_NAMES, tierNamed } from "../../tiers";

const judged = (values: Readonly<Record<string, string>>) =>
  yardstickOf({ project: "shop", stack: "prod", region: "us-east-1", get: (key) => values[key] });

test("a stack is judged by its tier in its region", () => {
  expect(judged({ tier: "500" })).toEqual({ tier: tierNamed("500"), region: "us-east-1" });
});

test("a stack with sizes of its own is judged by them", () => {
  const overrides = JSON.stringify({ monthlyBudgetUsd: 300, budgetLinesUsd: { operations: 114.5 } });
  expect(judged({ tier: "100", overrides }).tier.monthlyBudgetUsd).toBe(300);
  const phase = JSON.stringify({ from: 100, name: "move" });
  expect(judged({ tier: "500", phase }).tier.postgres.maxConnections).toBe(
    tierNamed("100").postgres.maxConnections,
  );
});

test("an unknown tier is refused by name", () => {
  expect(() => judged({ tier: "50" })).toThrow(
    `Unknown tier "50": for 50 users take 100. Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers`,
  );
});

test.each([
  ["overrides", "no object", 'overrides: given "no object"; allowed: '],
  ["phase", '{"from":"500","name":"later"}', 'phase.name: given "later"; allowed: '],
  ["overrides", '{"postgres":{"multiAz":"yes"}}', 'postgres.multiAz: given "yes"; allowed: '],
])("sizes that are refused are named: %s %s", (key, value, message) => {
  expect(() => judged({ tier: "100", [key]: value })).toThrow(`:\n  ${message}`);
});

test.each([
  ["tier", undefined, "us-east-1"],
  ["region", "100", undefined],
])("a stack without a %s is not one of this program", (_, tier, region) => {
  const get = (key: string) => (key === "tier" ? tier : undefined);
  expect(() => yardstickOf({ project: "shop", stack: "prod", region, get })).toThrow(
    "The policy pack checks stacks of this program only: set shop:tier and aws:region in the stack's configuration.",
  );
});
