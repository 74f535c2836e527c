import { didYouMean, InputError, tierFields, type FieldSetting } from "../../tiers";

/** A number, a switch, or the word itself; of a field that names its words the one that is meant. */
function valueOf(text: string, words: unknown): FieldSetting["value"] {
  if (Array.isArray(words) && words.includes(text)) return text;
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}

/**
 * Adds what `--set` says, such as `postgres.engineVersion=18`, to what earlier ones said.
 * @throws InputError when it is no field of a tier
 */
export function addSetting(text: string, earlier: readonly FieldSetting[] = []): FieldSetting[] {
  const [, path = "", value] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const field = tierFields.find((each) => each.path === path);
  if (value === undefined || field === undefined)
    throw new InputError(
      `--set is "${text}"; allowed: a field of a tier and its value, such as postgres.engineVersion=18${
        field === undefined
          ? didYouMean(
              path,
              tierFields.map((each) => each.path),
            )
          : ""
      }. Fields: docs/tiers.md.`,
    );
  return [...earlier, { field: path, value: valueOf(value, field.jsonSchema["enum"]) }];
}
