import { InputError, parseTierName, problemsOf, stackSizesSchema, stackTier, tierNamed } from "../tiers";
import type { Yardstick } from "./rule";

/** The configuration of the stack that is judged, as the engine hands it to the pack. */
export interface JudgedStack {
  readonly project: string;
  readonly stack: string;
  readonly region: string | undefined;
  /** A value of the project's own, by its key. */
  readonly get: (key: string) => string | undefined;
}

/** Objects are JSON in the configuration of a stack. */
function objectOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not what is asked for, and shown as such.
    return text;
  }
}

/** @throws InputError when the configuration names no tier or no region, or sizes that there are not */
export function yardstickOf({ project, stack, region, get }: JudgedStack): Yardstick {
  const tier = get("tier");
  if (tier === undefined || region === undefined)
    throw new InputError(
      `The policy pack checks stacks of this program only: set ${project}:tier and aws:region in the stack's configuration.`,
    );
  const base = tierNamed(parseTierName(tier));
  const heading = "The policy pack cannot check a stack whose sizes are refused:";
  const given = { overrides: objectOf(get("overrides")), phase: objectOf(get("phase")) };
  const sizes = stackSizesSchema.safeParse(given);
  if (!sizes.success) throw new InputError(heading, problemsOf(stackSizesSchema, given, sizes.error.issues));
  return { tier: stackTier(base, sizes.data, { stack, heading }), region };
}
