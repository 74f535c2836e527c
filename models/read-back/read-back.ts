import { kindOf } from "../../kinds";
import type { ReadBack } from "../../kinds/read-back";
import { changesBetween, touches, type PathChange } from "../manifest/changes";
import type { Values } from "../manifest/values";
import { isLower } from "../manifest/version";

const factsOf = (type: string): readonly ReadBack[] => kindOf(type)?.readsBack ?? [];

/** Only what is set: an absent value is none that was read. */
const held = (entries: readonly (readonly [string, unknown])[]): Values =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined));

const asRead = ({ property, reads }: ReadBack, inputs: Values): unknown =>
  reads?.(inputs) ?? inputs[property];

/** What is read of an object that was just created, of the inputs that are not always read as they were given. */
export const readAfterCreate = (type: string, inputs: Values): Values =>
  held(factsOf(type).map((fact) => [fact.property, asRead(fact, inputs)]));

/** The same after AWS has moved whatever it moves by itself; it never takes a larger size or a later version back. */
export const readAfterMove = (type: string, inputs: Values, read: Values): Values =>
  held(
    factsOf(type).map(({ property, moves }) => {
      const [found, moved] = [read[property], moves?.(inputs)];
      return [property, moved === undefined || goesBack(moved, found) ? found : moved];
    }),
  );

const isIgnored = (property: string, ignored: readonly string[]): boolean =>
  ignored.some((path) => touches({ generic: path.replace(/\[\d+\]/g, "[*]") }, property));

/** What the provider compares an input that was read with; undefined where it compares nothing. */
const comparedWith = ({ property, defaultsTo }: ReadBack, inputs: Values): unknown =>
  inputs[property] ?? defaultsTo;

const countsAsSame = ({ isSame }: ReadBack, read: unknown, given: unknown, inputs: Values): boolean =>
  changesBetween(read, given).length === 0 || isSame?.(read, given, inputs) === true;

/** What the provider compares: the old inputs as they were read, and the new ones with its defaults. */
export interface Compared {
  readonly before: Values;
  readonly after: Values;
}

/**
 * @param read what was read of the object at last
 * @param ignored paths whose changes the engine ignores
 */
export function compared(
  type: string,
  { before, after }: Compared,
  read: Values,
  ignored: readonly string[] = [],
): Compared {
  const sides = { before: { ...before }, after: { ...after } } as Record<
    "before" | "after",
    Record<string, unknown>
  >;
  for (const fact of factsOf(type)) {
    const { property } = fact;
    const given = comparedWith(fact, after);
    const found = read[property] ?? before[property];
    if (given === undefined || found === undefined) continue;
    const isSame = isIgnored(property, ignored) || countsAsSame(fact, found, given, after);
    sides.before[property] = isSame ? given : found;
    sides.after[property] = given;
  }
  return sides;
}

/** What is read of an object after an update: what counts as the same stays as it was moved. */
export const readAfterUpdate = (
  type: string,
  inputs: Values,
  read: Values,
  ignored: readonly string[] = [],
): Values =>
  held(
    factsOf(type).map((fact) => {
      const { property } = fact;
      const found = read[property];
      const given = comparedWith(fact, inputs);
      const stays =
        found !== undefined &&
        (given === undefined || isIgnored(property, ignored) || countsAsSame(fact, found, given, inputs));
      return [property, stays ? found : asRead(fact, inputs)];
    }),
  );

/** Whether a number or a version is below another; texts of another kind have no direction. */
function goesBack(value: unknown, from: unknown): boolean {
  return typeof value === "number" && typeof from === "number" ? value < from : isLower(value, from);
}

/** Changes of an `up` that nobody wants: they are there only because of what was read, or take back what AWS has moved. */
export function unwantedChanges(
  type: string,
  { before, after }: Compared,
  read: Values,
  ignored: readonly string[] = [],
): readonly PathChange[] {
  const wanted = new Set(changesBetween(before, after).map(({ path }) => path));
  const sides = compared(type, { before, after }, read, ignored);
  const takesBack = ({ generic }: PathChange): boolean =>
    factsOf(type).some(
      ({ property }) => property === generic && goesBack(sides.after[property], sides.before[property]),
    );
  return changesBetween(sides.before, sides.after).filter(
    (change) => !isIgnored(change.generic, ignored) && (!wanted.has(change.path) || takesBack(change)),
  );
}
