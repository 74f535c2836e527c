import { parseDocument } from "yaml";
import { InputError } from "../../tiers";
import { readText } from "./read-text";

/**
 * What a YAML or JSON file holds, not checked yet.
 * @param what what the file is, for the message: `waivers file`
 * @throws InputError when it cannot be read, or is neither
 */
export function readYaml(file: string, what: string): unknown {
  const document = parseDocument(readText(file, `the ${what}`), { prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw new InputError(`The ${what} ${file} is neither YAML nor JSON: ${broken.message}`);
  return document.toJS() as unknown;
}
