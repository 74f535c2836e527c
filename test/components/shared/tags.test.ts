import { fc } from "../../support/property";
import type { PlatformContext } from "../../../components/shared/context";
import { constantTags, costTags } from "../../../components/shared/tags";
import { COST_COMPONENTS, TIER_NAMES, tierNamed } from "../../../tiers";

const contextOf = (changes: Partial<PlatformContext> = {}): PlatformContext => ({
  project: "scaling-tiers",
  stack: "prod",
  environment: "prod",
  region: "us-east-1",
  accountId: "123456789012",
  partition: "aws",
  tier: "2k",
  monthlyBudgetUsd: 1500,
  logRetentionDays: 30,
  allowDataDestruction: false,
  ...changes,
});

test.each(COST_COMPONENTS)(
  "resources of %s say to whom, to which tier and to which budget they belong",
  (component) => {
    expect(costTags(contextOf(), component)).toEqual({
      "cost-component": component,
      environment: "prod",
      "managed-by": "pulumi",
      project: "scaling-tiers",
      "scaling-tier": "2k",
      "monthly-budget-usd": "1500",
    });
  },
);

test("constant tags are the same in every tier, under every budget and retention", () => {
  const seen = TIER_NAMES.map((tier) => {
    const { monthlyBudgetUsd, operations } = tierNamed(tier);
    return constantTags(
      contextOf({ tier, monthlyBudgetUsd, logRetentionDays: operations.logRetentionDays }),
      "cdn",
    );
  });
  expect(new Set(seen.map((tags) => JSON.stringify(tags))).size).toBe(1);
  expect(Object.keys(constantTags(contextOf(), "cdn"))).toEqual([
    "cost-component",
    "environment",
    "managed-by",
    "project",
  ]);
});

test("tags are plain strings that AWS accepts", () => {
  const word = fc.string({ unit: "binary", maxLength: 400 });
  fc.assert(
    fc.property(word, word, fc.constantFrom(...COST_COMPONENTS), (project, environment, component) => {
      const tags = Object.entries(costTags(contextOf({ project, environment }), component));
      for (const [key, value] of tags) {
        expect(typeof value).toBe("string");
        expect(key).toMatch(/^(?!aws:)[a-z-]{1,128}$/);
        expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
      }
    }),
    { numRuns: 500 },
  );
});
