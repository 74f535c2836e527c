import { readdirSync } from "node:fs";
import { join } from "node:path";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";
import { enforcementFor } from "../../policies/rule";
import { TIER_NAMES, tierNamed, type TierName } from "../../tiers";
import { seeRecipe } from "../support/recipe";
import { BROKEN_CASES, breakOne, brokenCaseOf } from "./broken-cases";
import { recordedTiers } from "../support/recorded-tiers";

const manifestOf = recordedTiers();
const yardstick = (tier: TierName) => ({ tier: tierNamed(tier), region: "us-east-1" });
const resourcesOf = (tier: TierName): Manifest["resources"] => manifestOf(tier).resources;

const ids = RULES.map(({ id }) => id);

test("each file of rules/ is one rule, listed by the name of its file", () => {
  const files = readdirSync(join(__dirname, "../../policies/rules")).map((name) => name.replace(/\.ts$/, ""));
  const unlisted = files
    .filter((file) => !ids.includes(file))
    .map((file) => `${file} is not in policies/all-rules.ts. ${seeRecipe("A policy")}`);
  expect(unlisted).toEqual([]);
  expect(ids).toEqual(files.sort());
});

test.each(TIER_NAMES)("tier %s keeps every rule that applies to it", (tier) => {
  const resources = resourcesOf(tier);
  const { violations, checked } = evaluate(RULES, resources, yardstick(tier));
  expect(violations).toEqual([]);
  const applying = RULES.filter((rule) => enforcementFor(rule, tier) !== "not-applicable");
  expect(checked).toEqual({ policies: applying.length, resources: resources.length });
  expect(resources.length).toBeGreaterThan(100);
});

// The sizes of the stack are the yardstick, not those of the tier of that name.
test("a stack with another budget keeps every rule", async () => {
  const overrides = JSON.stringify({ monthlyBudgetUsd: 300, budgetLinesUsd: { operations: 102 } });
  const { spec, resources, region } = await recordedManifest("100", { "scaling-tiers:overrides": overrides });
  expect(spec.monthlyBudgetUsd).toBe(300);
  expect(evaluate(RULES, resources, { tier: spec, region }).violations).toEqual([]);
  const asPlain = evaluate(RULES, resources, yardstick("100")).violations;
  expect(new Set(asPlain.map(({ policy }) => policy))).toContain("require-cost-tags");
});

test("every rule can fail: each has its broken case", () => {
  const broken = BROKEN_CASES.map(({ rule }) => rule);
  const without = ids
    .filter((id) => !broken.includes(id))
    .map((id) => `${id} has no test/policies/broken/${id}.ts. ${seeRecipe("A policy")}`);
  expect(without).toEqual([]);
  expect(broken).toEqual(ids);
});

test.each(BROKEN_CASES)("$rule finds what is broken, and nothing else", (broken) => {
  const { violations } = evaluate(RULES, breakOne(resourcesOf(broken.tier), broken), yardstick(broken.tier));
  expect(violations.map(({ policy, enforcement, message }) => [policy, enforcement, message])).toEqual([
    [broken.rule, "mandatory", broken.message],
  ]);
});

test("a rule that is not mandatory for a tier says why", () => {
  const reasons = RULES.flatMap(({ exceptions = [] }) => exceptions.map(({ reason }) => reason));
  expect(reasons.length).toBeGreaterThan(0);
  for (const reason of reasons) expect(reason).toMatch(/^[A-Z].{20,}\.$/);
});

test("what does not apply to a tier is no violation there", () => {
  const resources = breakOne(resourcesOf("100"), brokenCaseOf("require-database-standby"));
  expect(resources.length).toBeGreaterThan(100);
  expect(evaluate(RULES, resources, yardstick("100")).violations).toEqual([]);
});

describe("forbid-open-ingress, in the forms that a security group's rules can have", () => {
  const asked = (type: string, inputs: Record<string, unknown>): string[] =>
    evaluate(
      RULES.filter(({ id }) => id === "forbid-open-ingress"),
      [{ urn: `urn:pulumi:s::p::${type}::own`, type, name: "own", inputs, protect: false, component: "app" }],
      yardstick("500"),
    ).violations.map(({ message }) => message.split(";")[0] ?? "");

  test("a group that holds its rules itself", () => {
    const type = "aws:ec2/securityGroup:SecurityGroup";
    expect(
      asked(type, { ingress: [{ cidrBlocks: ["10.0.0.0/8", "0.0.0.0/0"] }, { ipv6CidrBlocks: ["::/0"] }] }),
    ).toEqual(['own: cidrBlocks is "0.0.0.0/0"', 'own: ipv6CidrBlocks is "::/0"']);
    expect(asked(type, { egress: [{ cidrBlocks: ["0.0.0.0/0"] }] })).toEqual([]);
  });

  test("a rule of the older type, coming in and not going out", () => {
    const type = "aws:ec2/securityGroupRule:SecurityGroupRule";
    expect(asked(type, { type: "ingress", cidrBlocks: ["0.0.0.0/0"] })).toEqual([
      'own: cidrBlocks is "0.0.0.0/0"',
    ]);
    expect(asked(type, { type: "egress", cidrBlocks: ["0.0.0.0/0"] })).toEqual([]);
  });
});

test.each([[["::/0"]], [["0.0.0.0/1", "128.0.0.0/1"]], [[]]])(
  "forbid-open-cluster-endpoint does not let %j pass",
  (publicAccessCidrs) => {
    const resources = breakOne(resourcesOf("500"), {
      name: "cluster-control-plane",
      path: "inputs.vpcConfig.publicAccessCidrs",
      value: publicAccessCidrs,
    });
    expect(evaluate(RULES, resources, yardstick("500")).violations.map(({ policy }) => policy)).toEqual([
      "forbid-open-cluster-endpoint",
    ]);
  },
);

test("a region without a price book is said, not passed over", () => {
  const { violations } = evaluate(RULES, resourcesOf("500"), { ...yardstick("500"), region: "eu-north-9" });
  expect(violations.map(({ policy, message }) => [policy, message])).toEqual([
    [
      "require-cost-within-budget",
      "scaling-tiers-example: whether it is within the budget of $500.00 is not known: no price for alb.hour, alb.lcu, s3.standard.first50TB and 23 more in eu-north-9; allowed: a price for everything. Read them with your AWS credentials: ./scale prices refresh --region eu-north-9 --write.",
    ],
  ]);
});

test.each([
  ["500", 7],
  ["2k", 14],
  ["20k", 30],
] as const)("backups of tier %s are kept for %i days, and a day less is a violation", (tier, days) => {
  const resources = breakOne(resourcesOf(tier), {
    name: "postgres-shard-0-primary",
    path: "inputs.backupRetentionPeriod",
    value: days - 1,
  });
  expect(evaluate(RULES, resources, yardstick(tier)).violations.map(({ message }) => message)).toEqual([
    `postgres-shard-0-primary: backupRetentionPeriod is ${days - 1}; allowed: ${days} or more. Raise postgres.backupRetentionDays of the tier.`,
  ]);
});
