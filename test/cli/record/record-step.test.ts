import { recordStackStep, recordStep } from "../../../cli/record/record-step";
import type { Manifest } from "../../../models/manifest/manifest";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { InputError, tierNamed } from "../../../tiers";

const overrides = (value: unknown): Record<string, string> => ({
  "scaling-tiers:overrides": JSON.stringify(value),
});
const APART = { tellsSecretsApart: true };

test("a step between tiers has what lies between, and both ends with what cannot shrink", async () => {
  const up = await recordStep("10k", "20k", false);
  expect(up.between.map(({ name }) => name)).toEqual(["prepare", "move", "empty"]);
  expect(up.overrides).toEqual([]);
  expect(up.to.manifest).toEqual(await recordedManifest("20k", {}, APART));
  const down = await recordStep("2k", "500", true);
  expect(down.overrides.map(({ field }) => field)).toContain("qdrant.volumeGiB");
  expect(down.to.spec.qdrant.volumeGiB).toBe(tierNamed("2k").qdrant.volumeGiB);
  expect(down.between[0]?.spec.qdrant.volumeGiB).toBe(tierNamed("2k").qdrant.volumeGiB);
});

test("shards that go are taken out of service first, and until the up that lowers their number", async () => {
  const { from, between, to } = await recordStep("20k", "10k", false);
  expect(between.map(({ name }) => name)).toEqual(["decommission", "prepare", "move", "empty"]);
  const primaries = (manifest: Manifest): string[] =>
    manifest.resources.flatMap(({ name, type, inputs, protect }) =>
      type === "aws:rds/instance:Instance" && inputs["replicateSourceDb"] === undefined
        ? [`${name} ${protect ? "protected" : "may go"}`]
        : [],
    );
  const leaving = [
    "postgres-shard-0-primary protected",
    "postgres-shard-1-primary protected",
    "postgres-shard-2-primary may go",
    "postgres-shard-3-primary may go",
  ];
  expect(primaries(from.manifest).filter((line) => line.endsWith("may go"))).toEqual([]);
  const [first, second, third] = between;
  for (const end of [first, second]) expect(end && primaries(end.manifest)).toEqual(leaving);
  expect(third && primaries(third.manifest)).toEqual(leaving.slice(0, 2));
  expect(primaries(to.manifest)).toEqual(leaving.slice(0, 2));
});

test("a stack goes by the phases that its new configuration has, with its overrides at both ends", async () => {
  const to = overrides({ app: { webReplicasMax: 8 }, cluster: { appNodeCountMax: 4 } });
  const step = await recordStackStep({ tier: "500", config: {} }, { tier: "2k", config: to });
  expect(step.from.spec).toEqual(tierNamed("500"));
  expect(step.to.manifest).toEqual(await recordedManifest("2k", to, APART));
  expect(step.between.map(({ name }) => name)).toEqual(["move", "finish"]);
  for (const { name, manifest } of step.between) {
    const phase = JSON.stringify({ from: "500", name });
    expect(manifest).toEqual(await recordedManifest("2k", { ...to, "scaling-tiers:phase": phase }, APART));
  }
});

test("a stack that is set to a phase gets there by one up", async () => {
  const phase = { "scaling-tiers:phase": JSON.stringify({ from: "500", name: "move" }) };
  const step = await recordStackStep({ tier: "500", config: {} }, { tier: "2k", config: phase });
  expect(step.between).toEqual([]);
  expect(step.to.spec.postgres.maxConnections).toBe(tierNamed("500").postgres.maxConnections);
});

test("what stays in a stack's configuration is built at both ends", async () => {
  const config = { "scaling-tiers:activateCostTags": "true" };
  const { from, to } = await recordStackStep({ tier: "500", config }, { tier: "500", config });
  expect(from.manifest).toEqual(to.manifest);
  expect(to.manifest).toEqual(await recordedManifest("500", config, APART));
});

test("a configuration that the program refuses is refused", async () => {
  await expect(
    recordStackStep({ tier: "100", config: {} }, { tier: "100", config: overrides({ users: 0 }) }),
  ).rejects.toThrow(
    new InputError(
      'The tier of stack "example" is refused, 1 problem:\n  users: given 0; allowed: at least 1',
    ),
  );
});
