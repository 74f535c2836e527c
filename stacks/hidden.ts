import type { Problem } from "../tiers";

const TELLS_NOTHING = ["nothing", "an unknown key"];

/** A problem as it may be shown: without the value where that is a secret. */
export type Hide = (problem: Problem) => Problem;

/** Hides the values of some keys, at any depth. */
export const hiding =
  (keys: readonly string[]): Hide =>
  (problem) =>
    keys.includes(problem.path.split(".")[0] ?? "") && !TELLS_NOTHING.includes(problem.given)
      ? { ...problem, given: "a secret" }
      : problem;
