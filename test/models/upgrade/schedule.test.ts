import type { Manifest, ManifestResource } from "../../../models/manifest/manifest";
import { operationsBetween } from "../../../models/upgrade/operations";
import { scheduled } from "../../../models/upgrade/judged-schedule";
import { manifestWith } from "../../support/manifest-with";

const POOL = "kubernetes:karpenter.sh/v1:NodePool";

const resource = (name: string, changes: Partial<ManifestResource> = {}): ManifestResource => ({
  urn: name,
  type: POOL,
  name,
  component: "cluster",
  parent: null,
  provider: null,
  dependsOn: [],
  inputs: {},
  protect: false,
  retainOnDelete: false,
  ...changes,
});

const manifest = (...resources: ManifestResource[]): Manifest => manifestWith("500", resources);

const scheduleBetween = (from: Manifest, to: Manifest): ReturnType<typeof scheduled> =>
  scheduled(operationsBetween(from, to), to);

/** When each step begins and how long it takes, at most. */
const timesOf = ({ steps }: ReturnType<typeof scheduled>): Readonly<Record<string, [number, number]>> =>
  Object.fromEntries(steps.map((step) => [step.name, [step.startMinutesMax, step.minutesMax]]));

test("what depends on it is deleted before it, and everything that is made comes first", () => {
  const from = manifest(resource("pool"), resource("user", { dependsOn: ["pool"] }), resource("other"));
  const { total, chain, ...rest } = scheduleBetween(from, manifest(resource("new")));
  const { new: made, pool, user, other } = timesOf({ total, chain, ...rest });
  expect(made?.[0]).toBe(0);
  expect([user?.[0], other?.[0]]).toEqual([made?.[1], made?.[1]]);
  expect(pool?.[0]).toBeCloseTo((made?.[1] ?? 0) + (user?.[1] ?? 0));
  expect(total.minutesMax).toBeCloseTo((pool?.[0] ?? 0) + (pool?.[1] ?? 0));
  expect(chain).toEqual(["new", "user", "pool"]);
});

test("an object is deleted before its provider, as it is made after it", () => {
  const provider = resource("provider", { type: "aws:test/thing:Thing" });
  const from = manifest(provider, resource("object", { provider: "provider" }));
  const times = timesOf(scheduleBetween(from, manifest()));
  expect(times["provider"]?.[0]).toBe(times["object"]?.[1]);
});

test("the nodes of a pool that is replaced go when everything else is done, and nobody waits for them", () => {
  const named = (name: string): Partial<ManifestResource> => ({
    inputs: { metadata: { name } },
    replaceOnChanges: ["metadata.name"],
  });
  const user = resource("user", { type: "aws:rds/instance:Instance", dependsOn: ["pool"] });
  const times = timesOf(
    scheduleBetween(manifest(resource("pool", named("old"))), manifest(resource("pool", named("new")), user)),
  );
  expect(times["user"]?.[0]).toBeLessThan(1);
  expect(times["pool"]).toEqual([expect.closeTo((times["user"]?.[0] ?? 0) + (times["user"]?.[1] ?? 0)), 90]);
});

test("a component that goes takes no time, and what is of no known type begins at a time all the same", () => {
  const from = manifest(resource("component", { type: "scaling-tiers:cluster:Cluster" }));
  const unknown = resource("unknown", { type: "gcp:storage/bucket:Bucket" });
  const { steps, total } = scheduleBetween(from, manifest(unknown));
  expect(steps.map(({ name, startMinutesMin, minutesMax }) => [name, startMinutesMin, minutesMax])).toEqual([
    ["component", 0, 0],
    ["unknown", 0, 15],
  ]);
  expect(total).toEqual({ minutesMin: 0, minutesMax: 0 });
});
