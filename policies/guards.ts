import { SAFE_TYPES, safetyOf } from "../kinds/safety";
import type { Concern, Guard } from "../kinds/safety/safety";
import { valuesAt } from "../kinds/safety/values-at";
import type { Values } from "../models/manifest/values";
import { shown } from "./read";
import type { Problem, ResourceRule, Yardstick } from "./rule";

const guardsOf = (type: string, concern: Concern): readonly Guard[] =>
  (safetyOf(type)?.guards ?? []).filter((guard) => guard.concern === concern);

const problem = (path: string, value: unknown, { input, expects, because }: Guard): Problem => ({
  wrong: `${path} is ${shown(value)}`,
  allowed: expects.allowed,
  remedy: `${because}: set ${input.replaceAll("?", "")}.`,
});

/** Inputs with the engine's place holders for what it does not know yet: reading those as values would be refused. */
const withPlaceHolders = (inputs: Values): Values =>
  Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(inputs)).map(([key, { value }]): [string, unknown] => [
      key,
      value,
    ]),
  );

/** @param present the inputs as `withPlaceHolders` gives them */
function problemsOf(guard: Guard, inputs: Values, present: Values, { tier }: Yardstick): Problem[] {
  const { input, expects, absent, when, notAt } = guard;
  if (notAt?.includes(tier.name) === true || when?.(present) === false) return [];
  // Whether there is a value is known before the value is.
  return valuesAt(expects.presence === true ? present : inputs, input)
    .filter(({ value }) => !(value === undefined && absent !== undefined) && !expects.holds(value))
    .map(({ path, value }) => problem(path, value, guard));
}

/** Types of which the catalogue says what a concern rests on. */
export const guardedTypes = (concern: Concern): readonly string[] =>
  SAFE_TYPES.filter((type) => guardsOf(type, concern).length > 0);

/** A check that every input on which a concern rests is as it must be. */
export const keepsGuards =
  (concern: Concern): ResourceRule["check"] =>
  ({ type, inputs }, yardstick) => {
    const present = withPlaceHolders(inputs);
    return guardsOf(type, concern).flatMap((guard) => problemsOf(guard, inputs, present, yardstick));
  };
