import { InputError, unusableIn } from "../../tiers";

/** @throws InputError for what could not be read further */
export function refuseUnusable(value: unknown, title: string): void {
  const unusable = unusableIn(value);
  if (unusable !== undefined) throw new InputError(`${title} is refused:`, [unusable]);
}

/**
 * What the text of a JSON file holds, not checked yet.
 * @param title how a message begins: `The manifest manifest.json`
 * @param otherwise refuses a text that is no JSON, or finds JSON in it
 * @throws InputError when it is nothing that could be read further
 */
export function parseJson(text: string, title: string, otherwise: (why: string) => unknown): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return otherwise(error.message);
    if (error instanceof RangeError)
      throw new InputError(`${title} is refused: lists and objects lie too deep in one another.`);
    throw error;
  }
  refuseUnusable(value, title);
  return value;
}
