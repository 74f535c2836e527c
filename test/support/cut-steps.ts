/**
 * Takes a stack from one tier to the next, first undisturbed and then cut off in each way that it is asked for, from the
 * same beginning. A process of its own, for the reason that `disturbed-runs.ts` has.
 */
import { inspectStack, recover, type Interruption } from "../../rehearsal/interruption";
import { Unreachable } from "../../rehearsal/protocol";
import type { Rehearsal, SavedStack } from "../../rehearsal/rehearsal";
import type { World, WorldHooks } from "../../rehearsal/world";
import { PROJECT } from "../../stacks/dry-run-config";
import { tierNamed, tierPhases, type TierName } from "../../tiers";
import { beginFresh } from "./fresh-stack";
import { ranWell } from "./rehearsal";
import { killRunningCli } from "./running-cli";
import { answerQuestions } from "./script-session";
import { contentsOf, guarded, type Contents } from "./stack-contents";
import { stepConfig } from "./step-config";

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
  /** Errors of the same run once more, and where it goes on, of those of the phases after it. */
  readonly resumed: readonly string[];
  readonly end: StepEnd;
  /** What an undisturbed run has at that moment. */
  readonly undisturbed: StepEnd;
}

export interface UndisturbedStep {
  readonly guardedBefore: StepEnd["guarded"];
  /** Error of a second `up` while the first runs. */
  readonly concurrent: string;
}

/** Begin with a step; then that step is cut off. */
export type CutStepQuestion = { readonly from: TierName; readonly to: TierName } | { readonly cut: Cut };

interface Phase {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly before: SavedStack;
  readonly changes: number;
  /** The stack after it, when nothing disturbs it. */
  readonly end: StepEnd;
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
  // From the same world and state the phases after it do the same: one kind of cut shows it, the others end here.
  const following = cut === "kill after" ? phases.slice(index) : [phase];
  for (const { config } of following) {
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
    undisturbed: (following.at(-1) ?? phase).end,
  };
}

/** The step that is being taken. */
let step: { readonly rehearsal: Rehearsal; readonly phases: readonly Phase[] } | undefined;

async function takeUndisturbed(from: TierName, to: TierName): Promise<UndisturbedStep> {
  await step?.rehearsal.end();
  const rehearsal = await beginFresh(from);
  const { world } = rehearsal;
  const guardedBefore = await guarded(rehearsal);
  const phases: Phase[] = [];
  step = { rehearsal, phases };
  let concurrent = "";
  for (const { name } of tierPhases(tierNamed(from), tierNamed(to))) {
    const config = { [`${PROJECT}:tier`]: to, ...stepConfig([], { from, name }) };
    const before = await rehearsal.save();
    await rehearsal.setConfig(config);
    world.restartNumbering();
    world.hooks = {
      beforeChange: async (n) => {
        if (n === 1) concurrent = (await rehearsal.up()).failure;
      },
    };
    ranWell(await rehearsal.up());
    world.hooks = {};
    phases.push({
      name,
      config,
      before,
      changes: world.restartNumbering(),
      end: await endOf(rehearsal),
    });
  }
  return { guardedBefore, concurrent };
}

/** In the middle of the phase that changes most. */
async function takeCut(cut: Cut): Promise<CutStep> {
  if (step === undefined) throw new Error("No step has been taken yet.");
  const { rehearsal, phases } = step;
  const most = Math.max(...phases.map(({ changes }) => changes));
  return cutOff(
    rehearsal,
    phases,
    phases.findIndex(({ changes }) => changes === most),
    cut,
  );
}

answerQuestions(
  (question: CutStepQuestion) =>
    "cut" in question ? takeCut(question.cut) : takeUndisturbed(question.from, question.to),
  async () => step?.rehearsal.end(),
);
