import { kindOf } from "../../kinds";
import type { Values } from "../../models/manifest/values";

/** Names in AWS that a service gives to one object alone, with the type of each. */
export const namesTaken = (
  objects: readonly { readonly type: string; readonly inputs: Values }[],
): string[] =>
  objects.flatMap(({ type, inputs }) => {
    const name = kindOf(type)?.name;
    if (!type.startsWith("aws:") || name === undefined || !("input" in name)) return [];
    const isAlone = name.identity?.again === "refuse" && name.identity.inputs.join() === name.input;
    const given = inputs[name.input];
    return isAlone && typeof given === "string" ? [`${type} ${given}`] : [];
  });
