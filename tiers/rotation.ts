import { z } from "zod";
import { show, type Problem } from "./parse";

/** What has credentials that can be renewed while it serves. */
export const ROTATED = ["postgres", "valkey", "qdrant"] as const;
export type Rotated = (typeof ROTATED)[number];

/** On the way to a generation, each an `up`: its credentials are made valid beside the old ones, then used. */
export const ROTATION_PHASES = ["add", "use"] as const;
export type RotationPhase = (typeof ROTATION_PHASES)[number];

const rotationSchema = z
  .strictObject({ generation: z.int().min(1).default(1), phase: z.enum(ROTATION_PHASES).optional() })
  .default({ generation: 1 });

/** Which credentials of a service are valid and used: with a phase those of the way to a generation, else its own alone. */
export type Rotation = z.infer<typeof rotationSchema>;

export const rotationsSchema = z
  .strictObject({ postgres: rotationSchema, valkey: rotationSchema, qdrant: rotationSchema })
  .default({
    postgres: { generation: 1 },
    valkey: { generation: 1 },
    qdrant: { generation: 1 },
  })
  .describe(
    "Generation of the passwords and keys of each service and, on the way to it, `phase`: `add`, then `use`, then none. `scale rotate` prints it. Default: generation 1 of all.",
  );
export type Rotations = z.infer<typeof rotationsSchema>;

/** The first generation that can be rotated to; that of Postgres takes the place of RDS's master user. */
export const firstRotation = (service: Rotated): number => (service === "postgres" ? 1 : 2);

/** What the schema lets pass although there is nothing to come from. */
export function rotationProblems(rotations: Rotations): Problem[] {
  return ROTATED.flatMap((service) => {
    const { generation, phase } = rotations[service];
    return phase === undefined || generation >= firstRotation(service)
      ? []
      : [
          {
            path: `rotation.${service}.phase`,
            given: show(phase),
            allowed: `no phase at generation ${generation}, before which there is nothing; a rotation begins with generation ${firstRotation(service)}`,
          },
        ];
  });
}

/** Place among all phases of all generations. */
const placeOf = ({ generation, phase }: Rotation): number =>
  generation * 3 - (phase === undefined ? 0 : ROTATION_PHASES.length - ROTATION_PHASES.indexOf(phase));

const inWords = ({ generation, phase }: Rotation): string =>
  `generation ${generation}${phase === undefined ? "" : `, phase ${phase}`}`;

/**
 * What a stack that has been up may not be asked for: a generation or a phase that is skipped, or one that goes back by more.
 * @param at what the last `up` that ended well has left
 */
export function rotationStepProblems(at: Rotations, wanted: Rotations): Problem[] {
  return ROTATED.flatMap((service) => {
    const [before, after] = [at[service], wanted[service]];
    return Math.abs(placeOf(after) - placeOf(before)) <= 1
      ? []
      : [
          {
            path: `rotation.${service}`,
            given: inWords(after),
            allowed: `the next phase or the one before, as the stack is at ${inWords(before)}; all phases: ./scale rotate ${service}`,
          },
        ];
  });
}
