/**
 * Disturbs `up` of tier 500 as it is asked to, brings it up again, and answers with what came of it. A process of its own:
 * a program that is cut off leaves rejected promises, which Node hands to the SDK and jest takes for failures.
 */
import { inspectStack, recover, type Interruption, type Recovery } from "../../rehearsal/interruption";
import type { Rehearsal } from "../../rehearsal/rehearsal";
import { NotReady, type World, type WorldHooks } from "../../rehearsal/world";
import { onEngine } from "./rehearsal";
import { killRunningCli } from "./running-cli";
import { answerQuestions } from "./script-session";

/** What happens at the k-th create: `before` the object is there, or `after`, when the engine does not know it yet. */
export interface Disturbance {
  readonly k: number;
  readonly kind: "refuse" | "not ready" | "kill before" | "kill after" | "cancel" | "none";
}

export interface DisturbedRun extends Disturbance {
  /** Error of the disturbed run. */
  readonly failure: string;
  readonly createdBefore: number;
  readonly left: Interruption;
  /** What recovery says while nobody knows what the interrupted creates made; null when it goes through. */
  readonly unknownOutcome: { readonly name: string; readonly message: string } | null;
  readonly recovery: Recovery;
  readonly leftAfterRecovery: Interruption;
  /** Error of the next `up`. */
  readonly resumed: string;
  readonly warnings: readonly string[];
  readonly contents: ReturnType<World["contents"]>;
  readonly orphans: readonly string[];
}

function hooksOf({ k, kind }: Disturbance, controller: AbortController): WorldHooks {
  const at = (act: () => Promise<void> | void) => (n: number) => (n === k ? act() : undefined);
  const fail = (error: Error) => () => {
    throw error;
  };
  switch (kind) {
    case "refuse":
      return { beforeCreate: at(fail(new Error(`injected fault ${k}`))) };
    case "not ready":
      return { afterCreate: at(fail(new NotReady(`injected fault ${k}`))) };
    case "kill before":
      return { beforeCreate: at(killRunningCli) };
    case "kill after":
      return { afterCreate: at(killRunningCli) };
    case "cancel":
      return { beforeCreate: at(() => controller.abort()) };
    case "none":
      return {};
  }
}

async function disturbed(disturbance: Disturbance, rehearsal: Rehearsal): Promise<DisturbedRun> {
  const { world, stack, address } = rehearsal;
  const controller = new AbortController();
  world.hooks = hooksOf(disturbance, controller);
  const first = await rehearsal.up(controller.signal);
  const createdBefore = world.counters.created;
  world.hooks = {};
  const left = await inspectStack(address);
  const nobodyKnows = { ...address, findObject: () => Promise.resolve(undefined) };
  const unknownOutcome = await recover(stack, nobodyKnows).then(
    () => null,
    (error: unknown) =>
      error instanceof Error
        ? { name: error.name, message: error.message }
        : { name: typeof error, message: "" },
  );
  const recovery = await recover(stack, {
    ...address,
    // As a person would look into the cloud's console.
    findObject: ({ urn }) => Promise.resolve(world.all().find((object) => object.urn === urn)?.id ?? null),
  });
  const leftAfterRecovery = await inspectStack(address);
  rehearsal.setCheckpoints(false);
  const second = await rehearsal.up();
  return {
    ...disturbance,
    failure: first.failure,
    createdBefore,
    left,
    unknownOutcome,
    recovery,
    leftAfterRecovery,
    resumed: second.failure,
    warnings: second.warnings,
    contents: world.contents(),
    orphans: world.orphans(await rehearsal.resources()).map(({ urn }) => urn),
  };
}

answerQuestions((disturbance: Disturbance) =>
  onEngine({ tier: "500" }, (rehearsal) => disturbed(disturbance, rehearsal), {
    // Without them a killed engine would leave nothing to look at.
    hasCheckpoints: /kill|cancel/.test(disturbance.kind),
  }),
);
