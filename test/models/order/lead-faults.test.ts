import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { KINDS } from "../../../kinds";
import type { Kind } from "../../../kinds/kind";
import {
  isCustomResource,
  ofType,
  type Manifest,
  type ManifestResource,
} from "../../../models/manifest/manifest";
import { deadEnds, leadCounts, leadFaults } from "../../../models/order/lead-faults";
import { TIER_NAMES, tierNamed, tierPhases } from "../../../tiers";
import { SOME_PAIRS } from "../../runner/recordings";
import { phasesTaken } from "../../support/phases-taken";
import { EVERYTHING } from "../../support/everything";
import { stepConfig } from "../../support/step-config";

const KIND_LIST: readonly Kind[] = KINDS;

test.each(TIER_NAMES)("tier %s leads nobody to what is not ready", async (tier) => {
  expect(leadFaults(await recordedManifest(tier))).toEqual([]);
  expect(leadFaults(await recordedManifest(tier, EVERYTHING))).toEqual([]);
});

test.each(SOME_PAIRS)(
  "from %s to %s no phase leads to what is not ready yet, or to what it deletes",
  async (from, to) => {
    for (const { name, before, after } of await phasesTaken(from, to))
      expect([name, leadFaults(after), deadEnds(before, after)]).toEqual([name, [], []]);
  },
);

describe("what leads traffic", () => {
  let everything: Manifest;
  let small: Manifest;
  beforeAll(async () => {
    everything = await recordedManifest("20k", EVERYTHING);
    small = await recordedManifest("100");
  });

  test("is found, by every rule of the catalogue but that of a listener that divides requests", () => {
    const found = new Set([...Object.keys(leadCounts(everything)), ...Object.keys(leadCounts(small))]);
    const short = (type: string): string => type.split(":").at(-1) ?? "";
    const rules = KIND_LIST.flatMap(({ type, leads = [] }) =>
      leads.map(({ to }) => `${short(type)} to ${short(to)}`),
    );
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((rule) => !found.has(rule))).toEqual(["Listener to TargetGroupBinding"]);
  });

  test("is a fault wherever it does not wait", () => {
    const unordered = ({ resources, ...manifest }: Manifest): Manifest => ({
      ...manifest,
      resources: resources.map((resource) => ({ ...resource, dependsOn: [], provider: null })),
    });
    for (const manifest of [everything, small]) {
      const pairs = Object.values(leadCounts(manifest)).reduce((sum, count) => sum + count, 0);
      expect(leadFaults(unordered(manifest))).toHaveLength(pairs);
    }
  });

  test("may not be a listener that divides requests before the pods are registered", () => {
    const divides = (resource: ManifestResource): ManifestResource => {
      const targetGroups = ["web", "next"].map((role, index) => ({
        arn: `arn:aws:lb:us-east-1:123456789012:load-balancer-${role}-targets`,
        weight: index === 0 ? 95 : 5,
      }));
      const defaultActions = [{ type: "forward", forward: { targetGroups } }];
      return { ...resource, inputs: { ...resource.inputs, defaultActions } };
    };
    const resources = everything.resources.map((resource) =>
      resource.type === "aws:lb/listener:Listener" ? divides(resource) : resource,
    );
    const note =
      "A load balancer answers 503 for its share of the requests while a target group has no targets, and does not turn to the other group";
    expect(leadFaults({ ...everything, resources })).toEqual([
      { from: "load-balancer-https-listener", to: "app-web-next-target-group-binding", note },
      { from: "load-balancer-https-listener", to: "app-web-target-group-binding", note },
    ]);
  });

  test("is a dead end where what it leads to is deleted", () => {
    const without = everything.resources.filter(({ name }) => name !== "postgres-shard-1-replica-0");
    expect(deadEnds(everything, { ...everything, resources: without })).toMatchObject([
      { from: "postgres-pooler-ro-config", to: "postgres-shard-1-replica-0" },
    ]);
  });
});

/** URNs that a resource waits for, at any distance. */
function awaited(manifest: Manifest, name: string): Set<string> {
  const byUrn = new Map(manifest.resources.map((resource) => [resource.urn, resource]));
  const open = manifest.resources.filter((resource) => resource.name === name);
  const names = new Set<string>();
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const urn of next.dependsOn) {
      const needed = byUrn.get(urn);
      if (needed === undefined || names.has(needed.name)) continue;
      names.add(needed.name);
      open.push(needed);
    }
  return names;
}

// What it names is masked in a recording.
test.each(TIER_NAMES)("tier %s: pods of the product wait for every data service", async (tier) => {
  const manifest = await recordedManifest(tier);
  const services = [
    ...ofType(manifest, "aws:elasticache/replicationGroup:ReplicationGroup"),
    ...ofType(manifest, "kubernetes:apps/v1:StatefulSet"),
    ...ofType(manifest, "aws:rds/instance:Instance").filter(
      ({ inputs }) => inputs["replicateSourceDb"] === undefined,
    ),
    ...ofType(manifest, "kubernetes:core/v1:Service").filter(({ name }) =>
      name.startsWith("postgres-pooler-"),
    ),
  ].map(({ name }) => name);
  expect(services.length).toBeGreaterThanOrEqual(5);
  expect([...awaited(manifest, "app-web-deployment")]).toEqual(expect.arrayContaining(services));
});

describe.each([
  ["10k", "20k", ["finish"]],
  ["20k", "10k", []],
] as const)("a stack with an image of the next release, from %s to %s", (from, to, phases) => {
  test("gives it its share after its pods are there, and takes it back before they go", async () => {
    const having: string[] = [];
    for (const { name } of tierPhases(tierNamed(from), tierNamed(to))) {
      const manifest = await recordedManifest(to, { ...EVERYTHING, ...stepConfig([], { from, name }) });
      expect(leadFaults(manifest)).toEqual([]);
      const isThere = manifest.resources
        .filter(isCustomResource)
        .some(({ name }) => name === "app-release-share");
      if (isThere) having.push(name);
    }
    expect(having).toEqual(phases);
  });
});
