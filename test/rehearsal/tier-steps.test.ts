import type { Manifest } from "../../models/manifest";
import { operationsBetween } from "../../models/upgrade/operations";
import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import type { World } from "../../rehearsal/world";
import { dryRun, PROJECT } from "../../stacks/dry-run";
import { TIER_NAMES, type TierName } from "../../tiers";
import { onEngine } from "../support/rehearsal";

jest.setTimeout(600_000);

/** One tier after the other on one state. */
const CHAIN = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const);
/** Over one or more tiers at once, each on a state of its own. */
const LEAPS = [
  ["100", "2k"],
  ["100", "20k"],
  ["500", "5k"],
  ["2k", "10k"],
  ["5k", "20k"],
] as const;
const STEPS = [
  ...CHAIN.map((pair) => ["chain", ...pair] as const),
  ...LEAPS.map((pair) => ["leap", ...pair] as const),
];

const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

type Contents = Pick<ReturnType<World["contents"]>[number], "type" | "name" | "inputs">[];

interface TierStep {
  readonly run: Run;
  readonly contents: Contents;
  /** Ids of what is protected, by type and name, before and after. */
  readonly guardedBefore: Readonly<Record<string, string>>;
  readonly guardedAfter: Readonly<Record<string, string>>;
  /** Type of each object that the state does not know. */
  readonly unknownToState: readonly string[];
}

const manifests = new Map<TierName, Manifest>();
const steps = new Map<string, TierStep>();
const fresh = new Map<TierName, Contents>();

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing is known of ${String(key)}.`);
  return value;
}

/** The ids apart, since what is replaced gets another one; and without what the state does not know. */
async function contentsOf(rehearsal: Rehearsal): Promise<Contents> {
  const unknown = rehearsal.world.orphans(await rehearsal.resources()).map(({ id }) => id);
  return rehearsal.world
    .contents()
    .filter(({ id }) => !unknown.includes(id))
    .map(({ type, name, inputs }) => ({ type, name, inputs }));
}

async function guarded(rehearsal: Rehearsal): Promise<Record<string, string>> {
  const resources = await rehearsal.resources();
  return Object.fromEntries(
    resources.flatMap(({ urn, id, protect }) => (protect === true && id !== undefined ? [[urn, id]] : [])),
  );
}

async function begin(rehearsal: Rehearsal, tier: TierName): Promise<void> {
  const { failure } = await rehearsal.up();
  if (failure !== "") throw new Error(failure);
  fresh.set(tier, await contentsOf(rehearsal));
}

async function moveTo(rehearsal: Rehearsal, to: TierName): Promise<TierStep> {
  const guardedBefore = await guarded(rehearsal);
  await rehearsal.setConfig({ [`${PROJECT}:tier`]: to });
  const run = await rehearsal.up();
  return {
    run,
    contents: await contentsOf(rehearsal),
    guardedBefore,
    guardedAfter: await guarded(rehearsal),
    unknownToState: rehearsal.world.orphans(await rehearsal.resources()).map(({ type }) => type),
  };
}

beforeAll(async () => {
  for (const tier of TIER_NAMES) manifests.set(tier, await dryRun(tier, {}, { tellsSecretsApart: true }));
  await onEngine({ tier: "100" }, async (rehearsal) => {
    await begin(rehearsal, "100");
    for (const [from, to] of CHAIN) steps.set(`chain ${from} ${to}`, await moveTo(rehearsal, to));
  });
  for (const [from, to] of LEAPS)
    await onEngine({ tier: from }, async (rehearsal) => {
      await begin(rehearsal, from);
      steps.set(`leap ${from} ${to}`, await moveTo(rehearsal, to));
    });
  for (const tier of ["10k", "20k"] as const) await onEngine({ tier }, (rehearsal) => begin(rehearsal, tier));
});

describe.each(STEPS)("%s from %s to %s", (kind, from, to) => {
  const step = (): TierStep => known(steps, `${kind} ${from} ${to}`);

  test("goes through", () => {
    expect(step().run.failure).toBe("");
  });

  test("does to every resource what the two manifests say, and nothing else", () => {
    const done = Object.fromEntries(step().run.steps.map(({ urn, operation }) => [urn, operation]));
    const said = operationsBetween(known(manifests, from), known(manifests, to));
    expect(
      Object.fromEntries(
        said.map(({ urn, operation }) => [urn, operation === "tag-only" ? "update" : operation]),
      ),
    ).toEqual(done);
  });

  test("leaves the world that a fresh stack of that tier has", () => {
    expect(step().contents).toEqual(known(fresh, to));
  });

  test("keeps everything that holds data, under the same ids", () => {
    const { guardedBefore, guardedAfter } = step();
    expect(Object.keys(guardedBefore).length).toBeGreaterThan(0);
    expect(guardedAfter).toMatchObject(guardedBefore);
  });

  // Secrets Manager keeps the version before, and drops those before it by itself.
  test("leaves nothing that the state does not know but earlier versions of a secret", () => {
    expect([...new Set(step().unknownToState)]).toEqual([SECRET_VERSION]);
  });
});
