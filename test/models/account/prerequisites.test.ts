import { readFileSync } from "node:fs";
import { join } from "node:path";
import { prerequisitesOf, prerequisitesSchema } from "../../../models/account/prerequisites";
import { TIER_NAMES, type TierName } from "../../../tiers";
import { recordedTiers } from "../../support/recorded-tiers";

const manifestOf = recordedTiers();
const neededOf = (tier: TierName, code: string): number | undefined =>
  prerequisitesOf(manifestOf(tier)).quotas.find((quota) => quota.code === code)?.needed;

test("vCPUs are those that README names, surge nodes included", () => {
  const readme = readFileSync(join(__dirname, "../../../README.md"), "utf8").replace(/\s+/g, " ");
  const needed = TIER_NAMES.map((tier) => neededOf(tier, "L-1216C47A"));
  expect(needed).toEqual([8, 10, 26, 38, 68, 136]);
  expect(readme).toContain("vCPUs of 8 (tier 100), 10 (500), 26 (2K), 38 (5K), 68 (10K) or 136 (20K)");
});

test.each([
  ["100", { eips: 1, instances: 1, nodes: 1 }],
  ["5k", { eips: 3, instances: 3, nodes: 8 }],
  ["20k", { eips: 3, instances: 8, nodes: 10 }],
] as const)("tier %s counts what it builds", (tier, { eips, instances, nodes }) => {
  expect(neededOf(tier, "L-0263D0A3")).toBe(eips);
  expect(neededOf(tier, "L-F678F1CE")).toBe(1);
  expect(neededOf(tier, "L-7B6409FD")).toBe(instances);
  expect(neededOf(tier, "L-DFE45DF3")).toBe(nodes);
});

test("the roles of services are those of what is built", () => {
  const report = prerequisitesOf(manifestOf("100"));
  expect(prerequisitesSchema.parse(report)).toEqual(report);
  expect(report.serviceLinkedRoles).toEqual([
    "eks.amazonaws.com",
    "elasticache.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "rds.amazonaws.com",
    "vpcorigin.cloudfront.amazonaws.com",
  ]);
});

test("a node pool whose instances nobody knows is named", () => {
  const manifest = manifestOf("2k");
  const resources = manifest.resources.map((each) =>
    each.name === "cluster-qdrant-zone-0-r6g-large"
      ? { ...each, inputs: { spec: { limits: { nodes: 2 }, template: { spec: { requirements: [] } } } } }
      : each,
  );
  expect(() => prerequisitesOf({ ...manifest, resources })).toThrow(
    "The node pool cluster-qdrant-zone-0-r6g-large names no instance type that is known.",
  );
});
