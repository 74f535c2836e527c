import type { Manifest } from "../../models/manifest";
import { operationsBetween } from "../../models/upgrade/operations";
import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { dryRun, PROJECT } from "../../stacks/dry-run";
import { stepConfig } from "../../cli/upgrade/record-step";
import { keptSizes, TIER_NAMES, tierNamed, tierPhases, type TierName } from "../../tiers";
import { onEngine } from "../support/rehearsal";
import { contentsOf, guarded, type Contents } from "../support/stack-contents";

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
/** With the sizes kept that cannot shrink, as the report says. */
const DESCENTS = [
  ["2k", "500"],
  ["5k", "2k"],
] as const;
const STEPS = [
  ...CHAIN.map((pair) => ["chain", ...pair] as const),
  ...LEAPS.map((pair) => ["leap", ...pair] as const),
  ...DESCENTS.map((pair) => ["descent", ...pair] as const),
];

const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

interface TierStep {
  /** One for each phase of the way. */
  readonly runs: readonly Run[];
  /** What the stack is before the first of them and after each. */
  readonly manifests: readonly Manifest[];
  readonly contents: Contents;
  /** Ids of what is protected, by type and name, before and after. */
  readonly guardedBefore: Readonly<Record<string, string>>;
  readonly guardedAfter: Readonly<Record<string, string>>;
  /** Type of each object that the state does not know. */
  readonly unknownToState: readonly string[];
}

const steps = new Map<string, TierStep>();
/** By tier, and for a descent by its whole name. */
const fresh = new Map<string, Contents>();

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing is known of ${String(key)}.`);
  return value;
}

async function begin(rehearsal: Rehearsal, key: string): Promise<void> {
  const { failure } = await rehearsal.up();
  if (failure !== "") throw new Error(failure);
  fresh.set(key, await contentsOf(rehearsal));
}

const sizesKept = (kind: string, from: TierName, to: TierName): Record<string, string> =>
  kind === "descent" ? stepConfig(PROJECT, keptSizes(tierNamed(from), tierNamed(to))) : {};

async function moveTo(rehearsal: Rehearsal, kind: string, from: TierName, to: TierName): Promise<void> {
  const kept = sizesKept(kind, from, to);
  const options = { tellsSecretsApart: true };
  const guardedBefore = await guarded(rehearsal);
  const runs: Run[] = [];
  const manifests = [await dryRun(from, kept, options)];
  for (const { name } of tierPhases(tierNamed(from), tierNamed(to))) {
    const config = { ...kept, ...stepConfig(PROJECT, [], { from, name }) };
    manifests.push(await dryRun(to, config, options));
    await rehearsal.setConfig({ [`${PROJECT}:tier`]: to, ...config });
    runs.push(await rehearsal.up());
  }
  steps.set(`${kind} ${from} ${to}`, {
    runs,
    manifests,
    contents: await contentsOf(rehearsal),
    guardedBefore,
    guardedAfter: await guarded(rehearsal),
    unknownToState: rehearsal.world.orphans(await rehearsal.resources()).map(({ type }) => type),
  });
}

beforeAll(async () => {
  await onEngine({ tier: "100" }, async (rehearsal) => {
    await begin(rehearsal, "100");
    for (const [from, to] of CHAIN) await moveTo(rehearsal, "chain", from, to);
  });
  for (const [from, to] of LEAPS)
    await onEngine({ tier: from }, async (rehearsal) => {
      await begin(rehearsal, from);
      await moveTo(rehearsal, "leap", from, to);
    });
  for (const [from, to] of DESCENTS) {
    const config = sizesKept("descent", from, to);
    await onEngine({ tier: from, config }, async (rehearsal) => {
      await begin(rehearsal, `before descent ${from} ${to}`);
      await moveTo(rehearsal, "descent", from, to);
    });
    await onEngine({ tier: to, config }, (rehearsal) => begin(rehearsal, `descent ${from} ${to}`));
  }
  for (const tier of ["10k", "20k"] as const) await onEngine({ tier }, (rehearsal) => begin(rehearsal, tier));
});

describe.each(STEPS)("%s from %s to %s", (kind, from, to) => {
  const step = (): TierStep => known(steps, `${kind} ${from} ${to}`);

  test("goes through, phase by phase", () => {
    expect(step().runs.map(({ failure }) => failure)).toEqual(step().runs.map(() => ""));
    expect(step().runs).toHaveLength(tierPhases(tierNamed(from), tierNamed(to)).length);
  });

  test("does to every resource in each phase what the two manifests say, and nothing else", () => {
    const { runs, manifests } = step();
    runs.forEach((run, index) => {
      const [before, after] = manifests.slice(index, index + 2);
      if (before === undefined || after === undefined) throw new Error("A phase has no manifest.");
      const done = Object.fromEntries(run.steps.map(({ urn, operation }) => [urn, operation]));
      expect(
        Object.fromEntries(
          operationsBetween(before, after).map(({ urn, operation }) => [
            urn,
            operation === "tag-only" ? "update" : operation,
          ]),
        ),
      ).toEqual(done);
    });
  });

  test("leaves the world that a fresh stack of that tier has", () => {
    expect(step().contents).toEqual(known(fresh, kind === "descent" ? `descent ${from} ${to}` : to));
  });

  test("keeps everything that holds data, under the same ids", () => {
    const { guardedBefore, guardedAfter } = step();
    expect(Object.keys(guardedBefore).length).toBeGreaterThan(0);
    expect(guardedAfter).toMatchObject(guardedBefore);
  });

  // Secrets Manager keeps the version before, and drops those before it by itself.
  test("leaves nothing that the state does not know but earlier versions of a secret, and what is to be retained", () => {
    const { manifests, unknownToState } = step();
    const retained = (manifests[0]?.resources ?? []).filter(({ retainOnDelete }) => retainOnDelete);
    const leaving = kind === "descent" ? retained.map(({ type }) => type) : [];
    const allowed = [SECRET_VERSION, ...leaving];
    const expected = kind === "descent" ? [] : [SECRET_VERSION];
    expect(unknownToState).toEqual(expect.arrayContaining(expected));
    expect(unknownToState.filter((type) => !allowed.includes(type))).toEqual([]);
  });
});
