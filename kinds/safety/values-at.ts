import { isRecord, listOf, recordOf } from "../../models/manifest/values";

/** A value, and where it stands: `rules[2].status`. */
export interface Located {
  readonly path: string;
  readonly value: unknown;
}

/** A name, then nothing, `?`, `[]` or `[name=value]`; the value may hold dots. */
const STEP = /([^.[\]?]*)(\?|\[[^\]]*\])?(?:\.|$)/y;

interface Step {
  readonly name: string;
  readonly mark: string;
}

function stepsOf(input: string): readonly Step[] {
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < input.length) {
    const [, name = "", mark = ""] = STEP.exec(input) ?? [];
    steps.push({ name, mark });
  }
  return steps;
}

const STEPS = new Map<string, readonly Step[]>();

/**
 * The values that a guard's path leads to: `[]` leads to each item of a list, `[name=x]` to the one with that name,
 * which may be missing, and `?` ends the path where there is nothing. A list that is absent has no items; anything else
 * that is absent has the value undefined.
 */
export function valuesAt(inputs: unknown, input: string): readonly Located[] {
  const steps = STEPS.get(input) ?? stepsOf(input);
  STEPS.set(input, steps);
  let found: readonly Located[] = [{ path: "", value: inputs }];
  for (const { name, mark } of steps)
    found = found.flatMap(({ path, value }): readonly Located[] => {
      const below = path === "" ? name : `${path}.${name}`;
      const inside = recordOf(value)[name];
      if (mark === "[]")
        return listOf(inside).map((item, index) => ({ path: `${below}[${index}]`, value: item }));
      if (mark === "?")
        return isRecord(inside) || Array.isArray(inside) ? [{ path: below, value: inside }] : [];
      if (mark === "") return [{ path: below, value: inside }];
      const [key = "", wanted] = mark.slice(1, -1).split("=");
      const item = listOf(inside).find((each) => recordOf(each)[key] === wanted);
      return [{ path: `${below}[${String(wanted)}]`, value: item }];
    });
  return found;
}
