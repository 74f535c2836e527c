import { EXAMPLE_ACCOUNT } from "../kinds/example-account";
import { at, isRecord, type Values } from "../models/manifest/values";
import { importOf, questionOf, type Question } from "../models/recovery/rebuild/question";
import { rendered } from "../models/recovery/rebuild/template";
import type { Existing } from "./protocol";
import type { World, WorldObject } from "./world";

/** What a lookup of an object finds. */
function foundOf({ type, id, inputs, outputs }: WorldObject): string {
  const gives = importOf(type, inputs)?.lookup?.gives;
  return gives === undefined ? id : String(at(outputs, gives));
}

/** Ids of the stand-ins, where AWS makes one of the object's name. */
const idsByName = (world: World): ReadonlyMap<string, string> =>
  new Map(
    world.all().flatMap(({ id, type, name, inputs }) => {
      const { id: template } = importOf(type, inputs) ?? {};
      if (template === undefined || /\$(?:found|tail)/.test(template)) return [];
      return [
        [id, rendered(template, (path) => at(inputs, path), { account: EXAMPLE_ACCOUNT, name })] as const,
      ];
    }),
  );

/** Inputs of an object as AWS has them. */
const inputsIn =
  (ids: ReadonlyMap<string, string>, inputs: Values) =>
  (path: string): unknown => {
    const value = at(inputs, path);
    return typeof value === "string" ? (ids.get(value) ?? value) : value;
  };

/** The object of a type that an import id stands for. */
export function importedBy(world: World, type: string, id: string): WorldObject | undefined {
  const ids = idsByName(world);
  return world.ofType(type).find((object) => {
    const { name, inputs } = object;
    const how = importOf(type, inputs);
    if (how === undefined) return false;
    const names = { account: EXAMPLE_ACCOUNT, name, found: foundOf(object) };
    return rendered(how.id ?? "{$found}", inputsIn(ids, inputs), names) === id;
  });
}

function without(values: Values, [key = "", ...rest]: readonly string[]): Values {
  const { [key]: inner, ...others } = values;
  if (rest.length === 0) return others;
  return isRecord(inner) ? { ...values, [key]: without(inner, rest) } : values;
}

/** What an import reads: nothing that AWS keeps to itself. */
export function asImported(
  { type, inputs: given }: WorldObject,
  { id, inputs, outputs }: Existing,
): Existing {
  const paths = (importOf(type, given)?.unread ?? []).map((path) => path.split("."));
  return { id, inputs: paths.reduce(without, inputs), outputs: paths.reduce(without, outputs) };
}

/** What AWS answers to a lookup: of every object that the very command is about. */
export function lookupAnswers({ args }: Question, world: World, region: string): string[] {
  const asked = args.join("\n");
  const ids = idsByName(world);
  return world.all().flatMap((object) => {
    const { type, name, inputs } = object;
    const lookup = importOf(type, inputs)?.lookup;
    if (lookup === undefined) return [];
    const own = typeof inputs["region"] === "string" ? inputs["region"] : region;
    const question = questionOf(lookup, inputsIn(ids, inputs), { account: EXAMPLE_ACCOUNT, name }, own);
    return question.args.join("\n") === asked ? [foundOf(object)] : [];
  });
}
