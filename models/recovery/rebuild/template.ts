import { at, isSet, type Values } from "../../manifest/values";

/** What a template may name beside inputs. */
export interface Names {
  readonly account: string;
  /** Logical name. */
  readonly name: string;
  /** What a lookup has found. */
  readonly found?: string;
}

/** The text of an input; nothing where there is none. */
const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/**
 * A template of `kinds/imports` with its values.
 * @param inputOf value of an input by its path
 * @param quote how a value is written where it stands
 */
export function rendered(
  template: string,
  inputOf: (path: string) => unknown,
  { account, name, found = "" }: Names,
  quote: (text: string) => string = (text) => text,
): string {
  const own: Readonly<Record<string, string>> = {
    $account: account,
    $name: name,
    $found: found,
    $tail: found.slice(found.lastIndexOf("/") + 1),
  };
  return template.replaceAll(/\{([^{}]+)\}/g, (_, path: string) => quote(own[path] ?? textOf(inputOf(path))));
}

/** Whether an object has an input. */
export const has = (inputs: Values, path: string): boolean => isSet(at(inputs, path));
