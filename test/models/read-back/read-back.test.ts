import { KINDS } from "../../../kinds";
import type { Kind } from "../../../kinds/kind";
import {
  isCustomResource,
  ofType,
  type Manifest,
  type ManifestResource,
} from "../../../models/manifest/manifest";
import { at } from "../../../models/manifest/values";
import {
  readAfterCreate,
  readAfterMove,
  readAfterUpdate,
  unwantedChanges,
} from "../../../models/read-back/read-back";
import { TIER_NAMES } from "../../../tiers";
import { SOME_PAIRS } from "../../runner/recordings";
import { phasesTaken, recordedApart } from "../../support/phases-taken";

const KIND_LIST: readonly Kind[] = KINDS;
const INSTANCE = "aws:rds/instance:Instance";

/** What is read of every object of a stack, by URN. */
type Read = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** AWS upgrades the control plane when its support ends; a program that says the old version then asks for a downgrade. */
const ofTheControlPlane = (change: string): boolean => change.endsWith("cluster-control-plane version");

function moved(manifest: Manifest, read: Read): Read {
  return new Map(
    manifest.resources.filter(isCustomResource).map(({ urn, type, inputs }) => {
      const now = read.get(urn) ?? readAfterCreate(type, inputs);
      return [urn, readAfterMove(type, inputs, now)];
    }),
  );
}

/** Changes of the `up` from one manifest to the next that nobody wants, and what is read after it. */
function up(before: Manifest, after: Manifest, read: Read): { unwanted: string[]; read: Read } {
  const old = new Map(before.resources.map((resource) => [resource.urn, resource]));
  const unwanted: string[] = [];
  const now = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { urn, type, name, inputs, ignoreChanges } of after.resources.filter(isCustomResource)) {
    const existing = old.get(urn);
    const found = read.get(urn);
    if (existing === undefined || found === undefined) {
      now.set(urn, readAfterCreate(type, inputs));
      continue;
    }
    const sides = { before: existing.inputs, after: inputs };
    const changes = unwantedChanges(type, sides, found, ignoreChanges);
    unwanted.push(...changes.map(({ path }) => `${name} ${path}`));
    now.set(urn, readAfterUpdate(type, inputs, found, ignoreChanges));
  }
  return { unwanted: unwanted.filter((change) => !ofTheControlPlane(change)), read: now };
}

test.each(TIER_NAMES)("tier %s: nothing is put back after AWS has moved what it moves", async (tier) => {
  const manifest = await recordedApart(tier);
  const fresh: Read = new Map(
    manifest.resources.map(({ urn, type, inputs }) => [urn, readAfterCreate(type, inputs)]),
  );
  expect(up(manifest, manifest, fresh).unwanted).toEqual([]);
  expect(up(manifest, manifest, moved(manifest, fresh)).unwanted).toEqual([]);
});

test.each(SOME_PAIRS)("from %s to %s: no phase puts back what AWS has moved before it", async (from, to) => {
  let read = moved(await recordedApart(from), new Map());
  for (const { name, before, after } of await phasesTaken(from, to)) {
    const step = up(before, after, read);
    expect([name, step.unwanted]).toEqual([name, []]);
    read = moved(after, step.read);
    expect([name, up(after, after, read).unwanted]).toEqual([name, []]);
  }
});

test("the version that AWS has moved the control plane to, once it is said, is no change", async () => {
  const before = await recordedApart("500");
  const read = moved(before, new Map());
  const [cluster] = ofType(before, "aws:eks/cluster:Cluster");
  const inputs = { ...cluster?.inputs, version: read.get(cluster?.urn ?? "")?.["version"] };
  expect(inputs.version).not.toBe(cluster?.inputs["version"]);
  const said = { before: cluster?.inputs ?? {}, after: inputs };
  expect(unwantedChanges("aws:eks/cluster:Cluster", said, read.get(cluster?.urn ?? "") ?? {})).toEqual([]);
});

test("a number of pods that an autoscaler moves is not stated", async () => {
  for (const tier of TIER_NAMES) {
    const manifest = await recordedApart(tier);
    const targets = ofType(manifest, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler").map(
      ({ inputs }) => [at(inputs, "metadata.namespace"), at(inputs, "spec.scaleTargetRef.name")],
    );
    const stated = ofType(manifest, "kubernetes:apps/v1:Deployment").filter(
      ({ inputs }) => at(inputs, "spec.replicas") !== undefined,
    );
    expect(targets.length).toBeGreaterThan(0);
    for (const { inputs } of stated)
      expect(targets).not.toContainEqual([at(inputs, "metadata.namespace"), at(inputs, "metadata.name")]);
  }
});

describe("the stack would put back", () => {
  let manifest: Manifest;
  beforeAll(async () => {
    manifest = await recordedApart("500");
  });

  /** What an `up` puts back of the one object of a name, after inputs or options of it were changed. */
  function putBack(
    name: string,
    change: (resource: ManifestResource) => Partial<ManifestResource>,
  ): string[] {
    const changed: Manifest = {
      ...manifest,
      resources: manifest.resources.map((resource) =>
        resource.name === name ? { ...resource, ...change(resource) } : resource,
      ),
    };
    expect(changed).not.toEqual(manifest);
    return up(changed, changed, moved(changed, new Map())).unwanted;
  }
  const withInputs =
    (inputs: Readonly<Record<string, unknown>>) =>
    (resource: ManifestResource): Partial<ManifestResource> => ({
      inputs: { ...resource.inputs, ...inputs },
    });

  test("the check of the NAT instance, were it not ignored", () => {
    expect(putBack("network-nat-instance", () => ({ ignoreChanges: ["ami"] }))).toEqual([
      "network-nat-instance sourceDestCheck",
    ]);
  });

  test("the apply method of a parameter that equals its default", () => {
    const parameters = [{ name: "rds.force_ssl", value: "1", applyMethod: "immediate" }];
    expect(putBack("postgres-parameters-postgres17", withInputs({ parameters }))).toEqual([
      "postgres-parameters-postgres17 parameters[0].applyMethod",
    ]);
  });

  test("the zone of a primary, were it stated", () => {
    expect(
      putBack("postgres-shard-0-primary", withInputs({ availabilityZone: "us-east-1a", multiAz: true })),
    ).toEqual(["postgres-shard-0-primary availabilityZone"]);
  });

  test("a minor version of PostgreSQL, were it stated", () => {
    expect(putBack("postgres-shard-0-primary", withInputs({ engineVersion: "17.4" }))).toEqual([]);
    const stated = { before: { engineVersion: "17.4" }, after: { engineVersion: "17.4" } };
    expect(unwantedChanges(INSTANCE, stated, { engineVersion: "17.9" })).toMatchObject([
      { path: "engineVersion" },
    ]);
  });

  test("the version of Valkey, did AWS take minor versions by itself", () => {
    expect(putBack("valkey-main-group", withInputs({ autoMinorVersionUpgrade: true }))).toEqual([
      "valkey-main-group engineVersion",
    ]);
  });

  test("a disk that has grown, where the new sizes end its growth below it", () => {
    const grown = { allocatedStorage: 120 };
    const sizes = (allocatedStorage: number, maxAllocatedStorage: number) => ({
      allocatedStorage,
      maxAllocatedStorage,
    });
    const change = (after: Readonly<Record<string, unknown>>) =>
      unwantedChanges(INSTANCE, { before: sizes(100, 120), after }, grown).map(({ path }) => path);
    expect(change(sizes(100, 120))).toEqual([]);
    expect(change(sizes(200, 240))).toEqual([]);
    expect(change({ allocatedStorage: 110 })).toEqual(["allocatedStorage"]);
  });
});

test("every fact of what is read back says where it comes from, and changes something", () => {
  const facts = KIND_LIST.flatMap(({ readsBack = [] }) => readsBack);
  expect(facts.length).toBeGreaterThan(5);
  for (const { note, source, reads, moves, defaultsTo } of facts) {
    expect([note, source].every((text) => text.length > 20)).toBe(true);
    expect([reads, moves, defaultsTo].some((each) => each !== undefined)).toBe(true);
  }
});
