/* eslint-disable jest/no-export -- Suites of steps, leaps and the chain are described with it. */
import { recordStep, type RecordedStep } from "../../cli/record/record-step";
import { allocatableOfType } from "../../models/cost/nodes/allocatable";
import { randomFrom } from "../../models/cost/nodes/random-order";
import { TIER_NAMES, type TierName } from "../../tiers";
import { sampled } from "../support/seed";
import { withLiving } from "./living";
import { inMinutes, outsideOf } from "./phase-time";
import { findPrograms, versionsTried } from "./programs";
import { isAll } from "./scope";
import { takeStep, wayOf, type PhaseTaken } from "./take-step";
import { Watch } from "./watch";

export type Pair = readonly [from: TierName, to: TierName];

export const UP: readonly Pair[] = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to]);
export const DOWN: readonly Pair[] = UP.map(([from, to]) => [to, from] as const).reverse();
export const LEAPS: readonly Pair[] = [
  ["100", "2k"],
  ["100", "20k"],
  ["500", "5k"],
  ["2k", "10k"],
  ["2k", "20k"],
];

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Tests of steps, each on a cluster of its own: all of them, or one of them that the seed decides. */
export const describeSteps = (what: string, pairs: readonly Pair[]): void =>
  describe.each(isAll() ? pairs : pairs.slice(sampled(what, pairs.length) - 1).slice(0, 1))(
    "from %s to %s on a living cluster",
    (from, to) => {
      describeWay(`from ${from} to ${to}`, [[from, to]]);
    },
  );

/** Tests of steps one after the other, on one cluster. */
export const describeChain = (pairs: readonly Pair[]): void => {
  const tiers = [pairs[0]?.[0] ?? "", ...pairs.map(([, to]) => to)].join(" to ");
  describe(`from ${tiers} on one living cluster`, () => {
    describeWay(`the chain ${tiers}`, pairs);
  });
};

const recorded = ([from, to]: Pair): Promise<RecordedStep> =>
  recordStep(from, to, TIER_NAMES.indexOf(to) < TIER_NAMES.indexOf(from));

function describeWay(what: string, pairs: readonly Pair[]): void {
  const names = versionsTried();
  const karpenter = names[sampled(`Karpenter ${what}`, names.length) - 1] ?? "newest";
  const order = sampled(`Order ${what}`, 1_000_000);
  let phases: readonly PhaseTaken[] = [];

  beforeAll(async () => {
    const programs = await findPrograms(karpenter, tell);
    const steps: RecordedStep[] = [];
    for (const pair of pairs) steps.push(await recorded(pair));
    const [first] = steps;
    if (first === undefined) throw new Error("There is no step to take.");
    const manifests = steps.flatMap((step) => wayOf(step).map(([, manifest]) => manifest));
    const options = {
      // Less room: what finds its place here finds it on larger nodes.
      allocatableOfType: (type: string) => allocatableOfType(type, what),
      random: randomFrom(order),
    };
    phases = await withLiving(programs, manifests, options, async (living) => {
      await living.up(first.from.manifest);
      expect(await living.settle()).toEqual([]);
      const watch = new Watch(living.cluster.api);
      return await living.watched(watch, async () => {
        const taken: PhaseTaken[] = [];
        for (const step of steps) taken.push(...(await takeStep(living, watch, step)));
        return taken;
      });
    });
    const lines = phases.map(
      ({ name, seconds, timed }) => `  ${name} ${seconds} s: ${timed.map(inMinutes).join(", ")}`,
    );
    process.stdout.write([`${what}, Karpenter ${programs.karpenter.version}:`, ...lines, ""].join("\n"));
  });

  /** What was wrong in each phase. */
  const wrong = (faultsOf: (phase: PhaseTaken) => readonly string[]): readonly string[] =>
    phases.flatMap((phase) => faultsOf(phase).map((fault) => `${phase.name}: ${fault}`));

  test("no set that serves falls below its budget, no two peers are down, no pool exceeds its limit, every pod has a place", () => {
    expect(wrong(({ faults }) => faults)).toEqual([]);
  });

  // In `:all` alone until every step has been seen to keep them: a sample would fail by what the seed picks.
  if (isAll()) {
    test("on AWS each operation on pods, each up and each wait for nodes takes the minutes that the report says", () => {
      expect(wrong(({ timed }) => outsideOf(timed))).toEqual([]);
    });

    test("users see of each set of pods what the report says: nothing, a rolling release, or a restart", () => {
      expect(wrong(({ wrongWords }) => wrongWords)).toEqual([]);
    });
  }

  test("a static pool has no node any more when it is deleted", () => {
    expect(phases.flatMap(({ deleted }) => Object.entries(deleted).filter(([, nodes]) => nodes > 0))).toEqual(
      [],
    );
  });
}
/* eslint-enable jest/no-export -- Nothing else in this file is exported. */
