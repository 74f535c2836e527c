import { z } from "zod";
import { overrideTier } from "./override";
import { InputError, parseTierName, show } from "./parse";
import { PHASE_NAMES, tierPhases, type TierPhase } from "./phases";
import { TIER_NAMES, type TierName, type TierSpec } from "./schema";
import { tierNamed } from "./table";

/** What the configuration of a stack says of its sizes, besides its tier. */
export const stackSizesSchema = z.object({
  phase: z
    .strictObject({
      from: z
        .union([z.string(), z.number()], { error: "the tier the stack comes from" })
        .transform(String)
        .describe("Tier the stack comes from; `tier` is the one it goes to."),
      name: z.enum(PHASE_NAMES),
    })
    .optional()
    .describe(
      "Where a step between tiers needs more than one `up`: which of them. `scale upgrade` prints it. Default: all of `tier`.",
    ),
  overrides: z
    .record(z.string(), z.unknown())
    .default({})
    .describe("Fields of the tier that this stack sets otherwise, in the tier's own structure."),
});
export type StackSizes = z.infer<typeof stackSizesSchema>;

/** The name of a tier, or undefined for a text that names none. */
function nameOf(text: string): TierName | undefined {
  try {
    return parseTierName(text);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** How a refusal names the sizes of a stack. */
const labelOf = (stack: string): string => `The tier of stack "${stack}"`;

/**
 * The phases by which a stack goes from one tier to another; its overrides hold at both ends.
 * @throws InputError when the overrides are refused at either end
 */
export function stackPhases(
  from: TierSpec,
  to: TierSpec,
  overrides: StackSizes["overrides"],
  stack: string,
): readonly [TierPhase, ...TierPhase[]] {
  // What the stack is to be comes first: values that are wrong at both ends are wrong there.
  const end = overrideTier(to, overrides, labelOf(stack));
  const start = overrideTier(
    from,
    overrides,
    `The tier ${from.name} that stack "${stack}" comes from, with its overrides,`,
  );
  return tierPhases(start, end);
}

/**
 * What a stack is to be: its tier with its overrides, or one phase of the way to it. Everything that prices or judges a
 * stack goes by this, and not by the tier of that name.
 * @param heading first line of a refusal
 * @throws InputError when the overrides are refused, or the step has no such phase
 */
export function stackTier(
  base: TierSpec,
  { overrides, phase }: StackSizes,
  { stack, heading }: { readonly stack: string; readonly heading: string },
): TierSpec {
  const to = overrideTier(base, overrides, labelOf(stack));
  if (phase === undefined) return to;
  const refused = (path: string, given: string, allowed: string): InputError =>
    new InputError(heading, [{ path, given: show(given), allowed }]);
  const start = nameOf(phase.from);
  const others = TIER_NAMES.filter((name) => name !== to.name).join(", ");
  if (start === undefined || start === to.name)
    throw refused(
      "phase.from",
      phase.from,
      `the tier the stack comes from, one of ${others}; when the step is done: pulumi config rm phase`,
    );
  const phases = stackPhases(tierNamed(start), base, overrides, stack);
  const found = phases.find(({ name }) => name === phase.name);
  if (found === undefined)
    throw refused(
      "phase.name",
      phase.name,
      `${phases.map(({ name }) => name).join(", ")}: the phases from tier ${start} to tier ${to.name}`,
    );
  return found.spec;
}
