import { readFileSync } from "node:fs";
import { join } from "node:path";
import { reachPage } from "../../cli/docs/reach-page";
import { reachOf, reachSchema, type ReachReport } from "../../policies/reach";
import type { PolicyResource } from "../../policies/rule";
import { TIER_NAMES, type TierName } from "../../tiers";
import { recordedTiers } from "../support/recorded-tiers";
import { breakOne } from "./broken-cases";

const manifestOf = recordedTiers();

const reach = (
  tier: TierName,
  resources: readonly PolicyResource[] = manifestOf(tier).resources,
): ReachReport => reachOf(resources, tier);

const broken = (tier: TierName, name: string, path: string, value: unknown): ReachReport =>
  reach(tier, breakOne(manifestOf(tier).resources, { name, path, value }));

const answersOf = ({ internet }: ReachReport, name: string): unknown =>
  internet.find((each) => each.name === name)?.answers;

test.each(TIER_NAMES)("%s: only CloudFront answers everybody, and nothing is unknown", (tier) => {
  const { internet } = reach(tier);
  const named = (answers: string): string[] =>
    internet.filter((each) => each.answers === answers).map(({ name }) => name);
  expect(named("everybody")).toEqual(["cdn-distribution"]);
  expect(named("listed addresses")).toEqual(["cluster-control-plane"]);
  expect(named("unknown")).toEqual([]);
  expect(named("nobody").length).toBeGreaterThan(15);
});

test.each(TIER_NAMES)("%s: the report is as its schema says", (tier) => {
  expect(reachSchema.parse(reach(tier))).toEqual(reach(tier));
});

test.each(TIER_NAMES)(
  "%s: stores are reached by nodes and by themselves, the load balancer by CloudFront",
  (tier) => {
    const { network } = reach(tier);
    const to = (name: string): string[] => network.filter((each) => each.to === name).map(({ from }) => from);
    for (const from of [...to("postgres-shard-0-primary"), ...to("valkey-main-group")])
      expect(from).toMatch(/^(cluster-|qdrant-|postgres-shard-)/);
    expect(to("load-balancer-alb")).toEqual(["CloudFront", "prefix list pl-cloudfront"]);
  },
);

test("stars of actions and ARNs are no emphasis in docs/reach.md", () => {
  const page = reachPage([reach("500")]);
  expect(page).toContain("kms:ReEncrypt\\*");
  expect(page.replaceAll("\\*", "")).not.toContain("*");
});

test("the README claims what the matrices show", () => {
  const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
  expect(readme.includes("Only CloudFront answers on the internet")).toBe(true);
});

const CASES: readonly (readonly [name: string, path: string, value: unknown, answers: string])[] = [
  ["load-balancer-alb", "inputs.internal", false, "everybody"],
  ["postgres-shard-0-primary", "inputs.publiclyAccessible", true, "everybody"],
  ["cluster-control-plane", "inputs.vpcConfig.publicAccessCidrs", ["0.0.0.0/1", "128.0.0.0/1"], "everybody"],
  ["cluster-control-plane", "inputs.vpcConfig.publicAccessCidrs", ["::/0"], "everybody"],
  ["cluster-control-plane", "inputs.vpcConfig.endpointPublicAccess", false, "nobody"],
  ["app-web-service", "inputs.spec.type", "LoadBalancer", "everybody"],
  ["app-web-service", "inputs.spec.type", "NodePort", "unknown"],
  ["network-nat-instance", "type", "aws:lambda/functionUrl:FunctionUrl", "unknown"],
  ["cdn-distribution", "inputs.enabled", false, "nobody"],
];

test.each(CASES)("%s with %s of %j answers %s", (name, path, value, answers) => {
  expect(answersOf(broken("500", name, path, value), name)).toBe(answers);
});

test("a NAT instance whose security group lets in the internet answers it", () => {
  const report = broken("500", "network-nat-ingress-0", "inputs.cidrIpv4", "0.0.0.0/0");
  expect(answersOf(report, "network-nat-instance")).toBe("everybody");
});

test("nodes in a subnet with a route in are neither open nor closed", () => {
  const report = broken(
    "500",
    "network-private-association-0",
    "inputs.routeTableId",
    "network-public-route-table-id",
  );
  expect(answersOf(report, "cluster-app-node-class")).toBe("unknown");
});

test("a bucket without its access block is open or closed as nobody can tell, and open with such a policy", () => {
  const open = JSON.stringify({ Statement: { Effect: "Allow", Principal: "*", Action: "s3:GetObject" } });
  const without = manifestOf("500").resources.filter(({ name }) => name !== "cdn-assets-public-access-block");
  expect(answersOf(reach("500", without), "cdn-assets-bucket")).toBe("unknown");
  const published = breakOne(without, { name: "cdn-assets-policy", path: "inputs.policy", value: open });
  expect(answersOf(reach("500", published), "cdn-assets-bucket")).toBe("everybody");
});

test("rights are told with who acts as the role, and one that cannot be read is unknown", () => {
  const { rights } = reach("2k");
  expect(rights).toContainEqual({
    who: "app-worker-role (pods app/worker)",
    may: "sqs:ChangeMessageVisibility, sqs:DeleteMessage, sqs:GetQueueAttributes, sqs:ReceiveMessage",
    on: "app-embeddings-jobs",
    isNarrowed: false,
    by: "app-worker-policy",
  });
  const unreadable = broken("2k", "app-worker-policy", "inputs.policy", "{").rights;
  expect(unreadable.filter(({ by }) => by === "app-worker-policy").map(({ on }) => on)).toEqual(["unknown"]);
});
