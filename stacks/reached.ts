import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import {
  PHASE_NAMES,
  TIER_NAMES,
  pilotSchema,
  restoresSchema,
  rotationsSchema,
  type Pilot,
  type Restores,
  type Rotations,
  type StackPosition,
} from "../tiers";
import type { FixedValues } from "./fixed-values";

const reachedSchema = z.object({
  tier: z.enum(TIER_NAMES),
  region: z.string().optional(),
  zoneIds: z.array(z.string()).optional(),
  // As the phase.
  project: z.string().optional(),
  stack: z.string().optional(),
  environment: z.string().optional(),
  // Absent in a stack of a release that did not note it.
  phase: z.object({ from: z.enum(TIER_NAMES), name: z.enum(PHASE_NAMES) }).nullish(),
  // As the phase.
  rotation: rotationsSchema.unwrap().optional(),
  // As the phase: nothing of it has been restored by this program.
  restore: restoresSchema,
  // Absent in a stack that was no pilot.
  pilot: pilotSchema,
  // Absent in a stack that has not come up as a whole.
  qdrantSnapshotBucket: z.string().optional(),
});

/** What the last `up` that ended well has left. */
export interface Reached {
  readonly position: StackPosition;
  readonly fixed: FixedValues;
  /** Absent in a stack of a release that did not note it. */
  readonly rotation?: Rotations;
  readonly restore: Restores;
  /** Absent in a stack that was no pilot. */
  readonly pilot?: Pilot;
  /** Absent in a stack that has not come up as a whole. */
  readonly qdrantSnapshotBucket?: string;
}

/** What the engine answers; of the outputs only these are read, the others may be secrets. */
interface StackOutputs {
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * What the last `up` that ended well has made of this stack, by its own outputs: a failed one registers none. The engine
 * answers it itself, so that nothing about it is added to the state.
 * @returns undefined for a stack that has never been up
 */
export async function reachedBefore(): Promise<Reached | undefined> {
  let answer: StackOutputs;
  try {
    const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
    answer = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as StackOutputs;
  } catch (error) {
    // A backend from before stacks belonged to projects knows them by another name.
    const why = error instanceof Error ? error.message : String(error);
    await pulumi.log.warn(
      `The tier that this stack has reached cannot be read, so nobody checks whether its next step takes phases: ${why}`,
    );
    return undefined;
  }
  const { data } = reachedSchema.safeParse(answer.outputs);
  if (data === undefined) return undefined;
  const { tier, phase, rotation, restore, pilot, qdrantSnapshotBucket, ...fixed } = data;
  return {
    position: phase === undefined ? { tier } : { tier, phase },
    fixed,
    restore,
    ...(rotation === undefined ? {} : { rotation }),
    ...(pilot === undefined ? {} : { pilot }),
    ...(qdrantSnapshotBucket === undefined ? {} : { qdrantSnapshotBucket }),
  };
}
