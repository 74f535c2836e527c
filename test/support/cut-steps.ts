/**
 * Takes a stack from one tier to the next, once undisturbed and then cut off in each way, from the same beginning, and
 * prints what came of it as JSON. A process of its own, for the reason that `disturbed-runs.ts` has.
 */
import { stepConfig } from "../../cli/upgrade/record-step";
import { inspectStack, recover, type Interruption } from "../../rehearsal/interruption";
import { Unreachable } from "../../rehearsal/protocol";
import type { Rehearsal, SavedStack } from "../../rehearsal/rehearsal";
import type { World, WorldHooks } from "../../rehearsal/world";
import { PROJECT } from "../../stacks/dry-run";
import { tierNamed, tierPhases, type TierName } from "../../tiers";
import { onEngine } from "./rehearsal";
import { killRunningCli } from "./running-cli";
import { contentsOf, guarded, type Contents } from "./stack-contents";

/** At which part of the phase's changes; `kill after` when the object is there and the engine does not know it. */
const CUTS = { refuse: 1 / 2, "kill before": 1 / 3, "kill after": 2 / 3, unreachable: 1 / 2 } as const;
export type Cut = keyof typeof CUTS;

/** A stack at the end of a step. */
export interface StepEnd {
  readonly contents: Contents;
  /** Types of the objects that no resource of the state stands for. */
  readonly orphans: readonly string[];
  /** Ids of what is protected, by URN. */
  readonly guarded: Readonly<Record<string, string>>;
}

export interface CutStep {
  readonly cut: Cut;
  readonly phase: string;
  /** The change at which it was cut. */
  readonly k: number;
  /** Changes of the phase when nothing disturbs it. */
  readonly changes: number;
  /** Error of the run that was cut. */
  readonly failure: string;
  readonly left: Interruption;
  readonly leftAfterRecovery: Interruption;
  /** What was protected at the beginning and was deleted, or was not there, at any moment. */
  readonly guardedLost: readonly string[];
  /** Errors of the same run once more, and of those of the phases after it. */
  readonly resumed: readonly string[];
  readonly end: StepEnd;
}

export interface CutSteps {
  readonly guardedBefore: StepEnd["guarded"];
  readonly undisturbed: StepEnd;
  /** Error of a second `up` while the first runs. */
  readonly concurrent: string;
  readonly cuts: readonly CutStep[];
}

interface Phase {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly before: SavedStack;
  readonly changes: number;
}

async function endOf(rehearsal: Rehearsal): Promise<StepEnd> {
  return {
    contents: await contentsOf(rehearsal),
    orphans: rehearsal.world
      .orphans(await rehearsal.resources())
      .map(({ type }) => type)
      .sort(),
    guarded: await guarded(rehearsal),
  };
}

function hooksOf(cut: Cut, k: number, rehearsal: Rehearsal): WorldHooks {
  const act: Record<Cut, () => Promise<void>> = {
    refuse: () => Promise.reject(new Error(`injected fault ${k}`)),
    "kill before": killRunningCli,
    "kill after": killRunningCli,
    unreachable: () => {
      rehearsal.loseProviders();
      return Promise.reject(new Unreachable("the provider cannot be reached"));
    },
  };
  const at = (n: number): Promise<void> => (n === k ? act[cut]() : Promise.resolve());
  return cut === "kill after" ? { afterChange: at } : { beforeChange: at };
}

/** Notes what of `kept` is not there before and after any change. */
function watching(
  hooks: WorldHooks,
  world: World,
  kept: Readonly<Record<string, string>>,
  lost: Set<string>,
) {
  const look = (): void => {
    const present = new Set(world.all().map(({ id }) => id));
    for (const [urn, id] of Object.entries(kept)) if (!present.has(id)) lost.add(urn);
  };
  return {
    beforeChange: async (...args: Parameters<NonNullable<WorldHooks["beforeChange"]>>) => {
      look();
      await hooks.beforeChange?.(...args);
    },
    afterChange: async (...args: Parameters<NonNullable<WorldHooks["afterChange"]>>) => {
      look();
      await hooks.afterChange?.(...args);
    },
  };
}

async function cutOff(
  rehearsal: Rehearsal,
  phases: readonly Phase[],
  index: number,
  cut: Cut,
): Promise<CutStep> {
  const phase = phases[index];
  if (phase === undefined) throw new Error(`There is no phase ${index}.`);
  const { world, stack, address } = rehearsal;
  const k = Math.max(1, Math.round(phase.changes * CUTS[cut]));
  await rehearsal.restore(phase.before);
  await rehearsal.setConfig(phase.config);
  const kept = await guarded(rehearsal);
  const lost = new Set<string>();
  // Without them a killed engine would leave nothing to look at.
  rehearsal.setCheckpoints(cut.startsWith("kill"));
  world.restartNumbering();
  world.hooks = watching(hooksOf(cut, k, rehearsal), world, kept, lost);
  const { failure } = await rehearsal.up();
  rehearsal.setCheckpoints(false);
  if (cut === "unreachable") await rehearsal.bringProvidersBack();
  world.hooks = watching({}, world, kept, lost);
  const left = await inspectStack(address);
  await recover(stack, {
    ...address,
    // As a person would look into the cloud's console.
    findObject: ({ urn }) => {
      const known = new Set([...phase.before.world.objects.values()].map(({ id }) => id));
      const made = world.all().filter((object) => object.urn === urn && !known.has(object.id));
      return Promise.resolve(made.at(-1)?.id ?? null);
    },
  });
  const leftAfterRecovery = await inspectStack(address);
  const resumed: string[] = [];
  for (const { config } of phases.slice(index)) {
    await rehearsal.setConfig(config);
    resumed.push((await rehearsal.up()).failure);
  }
  world.hooks = {};
  return {
    cut,
    phase: phase.name,
    k,
    changes: phase.changes,
    failure,
    left,
    leftAfterRecovery,
    guardedLost: [...lost].sort(),
    resumed,
    end: await endOf(rehearsal),
  };
}

async function takeStep(rehearsal: Rehearsal, from: TierName, to: TierName): Promise<CutSteps> {
  const { world } = rehearsal;
  const demand = async (): Promise<void> => {
    const { failure } = await rehearsal.up();
    if (failure !== "") throw new Error(failure);
  };
  await demand();
  const guardedBefore = await guarded(rehearsal);
  const phases: Phase[] = [];
  let concurrent = "";
  for (const { name } of tierPhases(tierNamed(from), tierNamed(to))) {
    const config = { [`${PROJECT}:tier`]: to, ...stepConfig(PROJECT, [], { from, name }) };
    const before = await rehearsal.save();
    await rehearsal.setConfig(config);
    world.restartNumbering();
    world.hooks = {
      beforeChange: async (n) => {
        if (n === 1) concurrent = (await rehearsal.up()).failure;
      },
    };
    await demand();
    world.hooks = {};
    phases.push({ name, config, before, changes: world.restartNumbering() });
  }
  const undisturbed = await endOf(rehearsal);
  const most = Math.max(...phases.map(({ changes }) => changes));
  const index = phases.findIndex(({ changes }) => changes === most);
  const cuts: CutStep[] = [];
  for (const cut of Object.keys(CUTS) as Cut[]) cuts.push(await cutOff(rehearsal, phases, index, cut));
  return { guardedBefore, undisturbed, concurrent, cuts };
}

async function main(from: TierName, to: TierName): Promise<void> {
  const result = await onEngine({ tier: from }, (rehearsal) => takeStep(rehearsal, from, to));
  process.stdout.write(JSON.stringify(result));
}

main(process.argv[2] as TierName, process.argv[3] as TierName).catch((error: unknown) => {
  // The SDK's own handler would note it and let the process end well.
  process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
  process.exitCode = 1;
});
