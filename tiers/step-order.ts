import { show, type Problem } from "./parse";
import type { PhaseName } from "./phases";
import type { TierName } from "./schema";
import { stackPhases, type StackSizes } from "./stack-tier";
import { tierNamed } from "./table";

/** Where a stack is on its way between tiers. */
export interface StackPosition {
  readonly tier: TierName;
  /** Null when the stack is all of its tier; absent when nobody has noted it. */
  readonly phase?: { readonly from: TierName; readonly name: PhaseName } | null;
}

/** From one tier to another, an `up` for each phase. */
interface Way {
  readonly from: TierName;
  readonly to: TierName;
  readonly names: readonly PhaseName[];
}

/** Place of a stack on a way: of its last phase, -1 before the first one; undefined where it is on another way. */
function placeOn({ from, to, names }: Way, { tier, phase }: StackPosition): number | undefined {
  if (phase !== null && phase !== undefined)
    return phase.from === from && tier === to ? names.indexOf(phase.name) : undefined;
  if (tier === from) return -1;
  return tier === to ? names.length - 1 : undefined;
}

/** The commands that ask for one place of a way. */
function commandsTo({ from, to, names }: Way, place: number): string[] {
  if (place < 0) return [`pulumi config set tier ${from}`, "pulumi config rm phase"];
  const tier = `pulumi config set tier ${to}`;
  if (place === names.length - 1) return [tier, "pulumi config rm phase"];
  return [
    tier,
    `pulumi config set --path phase.from ${from}`,
    `pulumi config set --path phase.name ${names[place] ?? ""}`,
  ];
}

const reachedText = ({ tier, phase }: StackPosition): string =>
  phase === null || phase === undefined
    ? `the stack has reached tier ${tier}`
    : `the stack is on the way from tier ${phase.from} to tier ${tier}, after phase ${phase.name}`;

/** What the configuration may ask for instead: the next phase, or the one before. */
function allowedFrom(way: Way, here: number): string {
  const { from, to, names } = way;
  const next = Math.min(here + 1, names.length - 1);
  const lines = [...commandsTo(way, next), "pulumi preview", "pulumi up"];
  return [
    `phase ${names[next] ?? ""} of ${names.join(", ")}, each of them an \`up\` of its own:`,
    ...lines.map((command) => `    ${command}`),
    ...(here < 0 ? [] : [`  or back: ${commandsTo(way, here - 1).join(", ")}`]),
    `  All phases, and what is to be done between them: ./scale upgrade ${from} ${to}`,
    "  To take the step in one `up` all the same: pulumi config set allowUnphasedStep true",
  ].join("\n");
}

/**
 * Whether a stack may go in one `up` from where it is to what its configuration asks for: to the next phase of a step, or
 * back to the one before.
 * @param at where the last `up` that ended well has left it
 * @param wanted what the configuration asks for
 * @param overrides those of the configuration
 * @returns what is wrong with the configuration, or undefined
 * @throws InputError when the overrides are refused at an end of the way
 */
export function stepProblem(
  at: StackPosition,
  wanted: StackPosition,
  overrides: StackSizes["overrides"],
  stack: string,
): Problem | undefined {
  const wayOf = (from: TierName, to: TierName): Way => ({
    from,
    to,
    names: stackPhases(tierNamed(from), tierNamed(to), overrides, stack).map(({ name }) => name),
  });
  const ownWay = at.phase ? wayOf(at.phase.from, at.tier) : undefined;
  const ownPlace = ownWay === undefined ? undefined : placeOn(ownWay, at);
  // Nothing can be said of a stack whose phase nobody has noted, or whose phase this program does not have.
  const isUnknown = at.phase === undefined && [wanted.tier, wanted.phase?.from].includes(at.tier);
  if (ownPlace === -1 || isUnknown) return undefined;
  const isBetween = ownWay !== undefined && ownPlace !== ownWay.names.length - 1;
  const reached: StackPosition = isBetween ? at : { tier: at.tier, phase: null };
  if (!isBetween && !wanted.phase && wanted.tier === at.tier) return undefined;
  const way = isBetween ? ownWay : wayOf(wanted.phase?.from ?? at.tier, wanted.tier);
  const [here, there] = [placeOn(way, reached), placeOn(way, wanted)];
  if (here !== undefined && there !== undefined && Math.abs(there - here) <= 1) return undefined;
  const given = (value: string): string => `${show(value)}, but ${reachedText(reached)}`;
  if (here === undefined)
    return {
      path: "phase.from",
      given: given(way.from),
      allowed: `${at.tier}; set it with: pulumi config set --path phase.from ${at.tier}`,
    };
  return {
    ...(wanted.phase
      ? { path: "phase.name", given: given(wanted.phase.name) }
      : { path: "tier", given: given(wanted.tier) }),
    allowed: allowedFrom(way, here),
  };
}
