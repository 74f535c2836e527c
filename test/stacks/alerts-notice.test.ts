import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { tierParts } from "../../cli/tier/tier-summary";
import { at } from "../../models/manifest/values";
import { beforeAlertsAreHeard, COST_TAGS_COMMAND } from "../../stacks/alerts-notice";
import { TIER_NAMES, tierNamed } from "../../tiers";

const README = readFileSync(join(__dirname, "../../README.md"), "utf8");
const BUDGET = "aws:budgets/budget:Budget";

test("the README, the output and the preview say what must be done before alerts are heard", () => {
  expect(README).toContain(COST_TAGS_COMMAND);
  expect(README).toContain("Confirm both mails");
  const output = beforeAlertsAreHeard("ops@example.com");
  expect(output).toContain(COST_TAGS_COMMAND);
  expect(output).toMatch(
    /^Confirm both mails of AWS Notifications to ops@example\.com\. Nine of eleven budgets/,
  );
  for (const name of TIER_NAMES) {
    const parts = tierParts(tierNamed(name)).find(({ component }) => component === "operations");
    expect(parts?.sizes).toContainEqual(expect.stringContaining("nine of eleven budgets stay at $0"));
    expect(parts?.sizes).toContainEqual(expect.stringContaining("the load balancer"));
  }
});

test("nine of eleven budgets read tags", async () => {
  const { resources } = await recordedManifest("500");
  const budgets = resources.filter(({ type }) => type === BUDGET);
  expect(budgets).toHaveLength(11);
  expect(budgets.filter(({ inputs }) => at(inputs, "filterExpression.ands") !== undefined)).toHaveLength(9);
});
