import type { Rotation } from "../../tiers";

/** Generations of credentials, from the oldest on. */
export interface Generations {
  /** Those that the service takes: one, or two during a rotation. */
  readonly valid: readonly [number, ...number[]];
  /** That which clients are given. */
  readonly used: number;
}

/** What is valid and used at a generation, or on the way to it. */
export function generationsOf({ generation, phase }: Rotation): Generations {
  if (phase === undefined) return { valid: [generation], used: generation };
  const before = generation - 1;
  return { valid: [before, generation], used: phase === "add" ? before : generation };
}

/** Logical role of a generation's credential: the first has the plain name, and each a resource of its own. */
export const ofGeneration = (role: string, generation: number): string =>
  generation === 1 ? role : `${role}-${generation}`;
