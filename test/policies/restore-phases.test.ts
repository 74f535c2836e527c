import { recordedManifest } from "../../cli/record/recorded-manifest";
import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";

/** What the policy pack says of tier 500 in a phase of a restore, as `<rule> <resource>`. */
async function violationsIn(restore: object): Promise<string[]> {
  const { spec, resources, region } = await recordedManifest("500", {
    "scaling-tiers:restore": JSON.stringify(restore),
  });
  return evaluate(RULES, resources, { tier: spec, region })
    .violations.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1) ?? ""}`)
    .sort();
}

const DATABASE = { "shard-0": { generation: 2, snapshot: "before" } };
const CACHE = { generation: 2, snapshot: "nightly" };
const VECTORS = { generation: 2, run: "2026-11-29T02-30-07Z" };
const postgres = (further: object) => ({ postgres: { "shard-0": { ...DATABASE["shard-0"], ...further } } });

/** Two databases or caches are paid for; at tier 500 that is more than its budget. */
const OVER_BUDGET = "require-cost-within-budget scaling-tiers-example";

test.each([
  ["a database beside the one that serves", postgres({ phase: "create" })],
  ["a database in use", postgres({ phase: "use" })],
  ["a cache beside the one that serves", { valkey: { ...CACHE, phase: "create" } }],
  ["a cache in use", { valkey: { ...CACHE, phase: "use" } }],
])("%s breaks no rule but that of the budget", async (_, restore) => {
  expect(await violationsIn(restore)).toEqual([OVER_BUDGET]);
});

test.each([
  ["a database that was restored", postgres({})],
  ["a cache that was restored", { valkey: CACHE }],
  ["collections beside those that serve", { qdrant: { ...VECTORS, phase: "create" } }],
  ["collections in use", { qdrant: { ...VECTORS, phase: "use" } }],
  ["collections whose former ones go", { qdrant: { ...VECTORS, phase: "retire", retires: ["documents"] } }],
])("%s keeps every rule", async (_, restore) => {
  expect(await violationsIn(restore)).toEqual([]);
});

// A person at night must know which waivers the step needs: these, of the former ones, and no others.
test("a former database without its protection needs two waivers more, a former cache none", async () => {
  const [database] = (
    await recordedManifest("500", { "scaling-tiers:restore": JSON.stringify(postgres({ phase: "use" })) })
  ).resources.filter(({ name }) => name === "postgres-shard-0-primary");
  const named = postgres({ phase: "retire", retires: database?.inputs["identifier"] });
  expect(await violationsIn(named)).toEqual([
    OVER_BUDGET,
    "require-database-deletion-protection postgres-shard-0-primary",
    "require-protection postgres-shard-0-primary",
  ]);
  const [group] = (await recordedManifest("500", {})).resources.filter(
    ({ name }) => name === "valkey-main-group",
  );
  expect(
    await violationsIn({
      valkey: { ...CACHE, phase: "retire", retires: group?.inputs["replicationGroupId"] },
    }),
  ).toEqual([OVER_BUDGET]);
});

test("the job that restores may read one run of the snapshots and nothing else, and leaves with its phase", async () => {
  const namesIn = async (restore: object): Promise<string[]> =>
    (await recordedManifest("500", { "scaling-tiers:restore": JSON.stringify(restore) })).resources
      .flatMap(({ name }) => (name.startsWith("qdrant-restore") ? [name] : []))
      .sort();
  expect(await namesIn({ qdrant: { ...VECTORS, phase: "create" } })).toEqual([
    "qdrant-restore",
    "qdrant-restore-identity",
    "qdrant-restore-job",
    "qdrant-restore-program",
    "qdrant-restore-role",
    "qdrant-restore-role-policy",
    "qdrant-restore-service-account",
  ]);
  expect(await namesIn({ qdrant: VECTORS })).toEqual([]);
  const { resources } = await recordedManifest("500", {
    "scaling-tiers:restore": JSON.stringify({ qdrant: { ...VECTORS, phase: "create" } }),
  });
  const policy = resources.find(({ name }) => name === "qdrant-restore-role-policy")?.inputs["policy"];
  const { Statement: statements } = JSON.parse(String(policy)) as {
    Statement: { Action: string; Resource: string }[];
  };
  expect(statements.map(({ Action, Resource }) => [Action, Resource.replace(/^.*:::[^/]*/, "")])).toEqual([
    ["s3:GetObject", "/snapshots/2026-11-29T02-30-07Z/*"],
    ["s3:ListBucket", ""],
    ["kms:Decrypt", expect.stringContaining("arn:")],
  ]);
});

test("peers reach the outside in a phase of a restore alone", async () => {
  const egressIn = async (restore: object): Promise<string> => {
    const { resources } = await recordedManifest("500", { "scaling-tiers:restore": JSON.stringify(restore) });
    const spec = resources.find(({ name }) => name === "qdrant-policy-peers")?.inputs["spec"];
    return JSON.stringify((spec as { egress: unknown }).egress);
  };
  expect(await egressIn({ qdrant: { ...VECTORS, phase: "create" } })).toContain('"port":443');
  expect(await egressIn({ qdrant: VECTORS })).not.toContain('"port":443');
});
