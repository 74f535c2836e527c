import { show, type Problem } from "./parse";

/** On the way to restored data, each an `up`: it is made beside what serves, takes its place, and lets it go. */
export const RESTORE_PHASES = ["create", "use", "retire"] as const;
export type RestorePhase = (typeof RESTORE_PHASES)[number];

/** Where a restore is on its way. */
export interface RestorePlace {
  /** 1 is what a stack began with. */
  readonly generation: number;
  readonly phase?: RestorePhase | undefined;
}

const PLACES = RESTORE_PHASES.length + 1;

/** Place among all phases of all generations. */
const placeOf = (restore: RestorePlace | undefined): number =>
  restore === undefined
    ? PLACES
    : restore.generation * PLACES -
      (restore.phase === undefined ? 0 : RESTORE_PHASES.length - RESTORE_PHASES.indexOf(restore.phase));

const placeInWords = (restore: RestorePlace | undefined): string =>
  restore === undefined
    ? "generation 1, never restored"
    : `generation ${restore.generation}${restore.phase === undefined ? "" : `, phase ${restore.phase}`}`;

/** Whether what served is gone, and the next generation takes its place with no phase between. */
const replacesLost = (at: RestorePlace | undefined, wanted: SteppedRestore | undefined): boolean =>
  wanted?.lost !== undefined &&
  wanted.phase === undefined &&
  at?.phase === undefined &&
  wanted.generation === (at?.generation ?? 1) + 1;

/** Whether a stack may go in one `up` from one place to another. */
function isNextPlace(at: RestorePlace | undefined, wanted: SteppedRestore | undefined): boolean {
  if (replacesLost(at, wanted)) return true;
  const way = placeOf(wanted) - placeOf(at);
  // The former instance is gone then; under its name there would be an empty one.
  const isBackFromEnd = way === -1 && at !== undefined && at.phase === undefined;
  return Math.abs(way) <= 1 && !isBackFromEnd;
}

/** What is wrong with the name of what a phase lets go. */
export function retiresProblem(
  path: string,
  { phase, retires }: { readonly phase?: RestorePhase | undefined; readonly retires?: string | undefined },
  /** Of what the phase may let go; undefined in a phase that lets nothing go. */
  leaving:
    { readonly role: string; readonly identifier: string | undefined; readonly is: string } | undefined,
): Problem[] {
  if (leaving === undefined)
    return retires === undefined
      ? []
      : [
          {
            path: `${path}.retires`,
            given: show(retires),
            allowed: `nothing in ${phase === undefined ? "no phase" : `phase ${phase}`}: pulumi config rm --path ${path}.retires`,
          },
        ];
  const { role, identifier, is } = leaving;
  const isNamed = retires !== undefined && (identifier ?? retires) === retires;
  if (isNamed || (retires === undefined && phase === "create")) return [];
  return [
    {
      path: `${path}.retires`,
      given: retires === undefined ? "nothing" : show(retires),
      allowed: `${identifier ?? role}, ${is} that goes; say so: pulumi config set --path ${path}.retires ${identifier ?? role}`,
    },
  ];
}

/** A restore of one thing, as far as its steps go. */
interface SteppedRestore extends RestorePlace {
  readonly retires?: unknown;
  /** What it replaces, where that is gone. */
  readonly lost?: unknown;
}

/**
 * What is wrong with the step of one restore: a phase that is skipped, one that goes back by more, two restores at a time, or
 * another source for what is there.
 * @param at where the last `up` that ended well has left it
 * @param words source of a restore in words, whose option of the command prints its phases, and what is restored
 */
export function restorePlaceProblems<Kind extends SteppedRestore>(
  path: string,
  at: Kind | undefined,
  wanted: Kind | undefined,
  words: { readonly source: (restore: Kind) => string; readonly option: string; readonly restored: string },
): Problem[] {
  if (!isNextPlace(at, wanted))
    return [
      {
        path,
        given: placeInWords(wanted),
        allowed: `the next phase${at === undefined || at.phase === undefined ? "" : " or the one before"}, as the stack is at ${placeInWords(at)}; all phases: ./scale restore plan ${words.option}`,
      },
    ];
  if (at?.phase === "create" && wanted === undefined && at.retires === undefined)
    return [
      {
        path,
        given: placeInWords(wanted),
        allowed: `phase create with retires first, ${words.restored}`,
      },
    ];
  if (at !== undefined && wanted !== undefined && at.generation === wanted.generation) {
    const [made, asked] = [words.source(at), words.source(wanted)];
    if (made !== asked)
      return [
        {
          path,
          given: asked,
          allowed: `${made}, which generation ${at.generation} was made from; another restore is generation ${at.generation + 1}`,
        },
      ];
  }
  return [];
}
