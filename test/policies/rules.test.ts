import { readdirSync } from "node:fs";
import { join } from "node:path";
import { THREATS, ungrouped } from "../../cli/docs/threats";
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

test("each rule stands in one group of docs/policies.md, and each group has rules", () => {
  expect(ungrouped(ids)).toEqual([]);
  for (const { rules } of THREATS) expect(rules.filter((id) => !ids.includes(id))).toEqual([]);
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
  const overrides = JSON.stringify({ monthlyBudgetUsd: 300, budgetLinesUsd: { operations: 114.5 } });
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

test.each(BROKEN_CASES)("$rule finds what is broken, and nothing else", async (broken) => {
  const { tier, config } = broken;
  const resources =
    config === undefined ? resourcesOf(tier) : (await recordedManifest(tier, config)).resources;
  const { violations } = evaluate(RULES, breakOne(resources, broken), yardstick(tier));
  const { rule, message, further = [], also = [] } = broken;
  const own = violations.filter(({ policy }) => policy === rule);
  expect(own.map((each) => [each.enforcement, each.message])).toEqual(
    [message, ...further].map((each) => ["mandatory", each]),
  );
  expect(new Set(violations.map(({ policy }) => policy))).toEqual(new Set([rule, ...also]));
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

test("a server that no drain may move is found; jobs end by themselves", () => {
  const resources = breakOne(resourcesOf("500"), {
    name: "qdrant-peers",
    path: "inputs.spec.template.metadata.annotations",
    value: { "karpenter.sh/do-not-disrupt": "true" },
  });
  expect(evaluate(RULES, resources, yardstick("500")).violations.map(({ message }) => message)).toEqual([
    "qdrant-peers: its pods are annotated karpenter.sh/do-not-disrupt, so that a drain waits and then goes by no budget; allowed: a server without this annotation. Add a PodDisruptionBudget with the workload's selector and maxUnavailable 1.",
  ]);
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
      "forbid-internet-answers",
      "forbid-open-cluster-endpoint",
    ]);
  },
);

test.each(["500", "20k"] as const)(
  "tier %s in another region than the edge's keeps every rule but that of prices",
  async (tier) => {
    const { spec, resources, region } = await recordedManifest(tier, { "aws:region": "eu-central-1" });
    const { violations } = evaluate(RULES, resources, { tier: spec, region });
    expect(violations.map(({ policy }) => policy)).toEqual(["require-cost-within-budget"]);
  },
);

test("a region without a price book is said, not passed over", async () => {
  // The program builds nothing in a region that it does not know.
  const text = JSON.stringify(await recordedManifest("500", { "aws:region": "eu-central-1" }));
  const { spec, resources, region } = JSON.parse(text.replaceAll("eu-central-1", "eu-north-9")) as Manifest;
  const { violations } = evaluate(RULES, resources, { tier: spec, region });
  expect(violations.map(({ policy, message }) => [policy, message])).toEqual([
    [
      "require-cost-within-budget",
      "scaling-tiers-example: whether it is within the budget of $500.00 is not known: no price for alb.hour, alb.lcu, s3.standard.first50TB and 31 more in eu-north-9; allowed: a price for everything. Read them with your AWS credentials: ./scale prices refresh --region eu-north-9 --write.",
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
