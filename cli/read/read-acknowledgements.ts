import { isRecord } from "../../models/manifest/values";
import {
  acknowledgementSchemaFor,
  acknowledgementsSchema,
  type Acknowledgements,
} from "../../models/upgrade/gate";
import { problemsOf, refusal, type Problem } from "../../tiers";
import { readYaml } from "./read-yaml";

/** What is wrong with each entry; an entry is held against its own kind. */
function problemsIn(given: unknown, issues: Parameters<typeof problemsOf>[2]): Problem[] {
  if (!Array.isArray(given)) return problemsOf(acknowledgementsSchema, given, issues);
  return given.flatMap((entry: unknown, index) => {
    const schema = acknowledgementSchemaFor(entry);
    const checked = schema.safeParse(entry);
    if (checked.success) return [];
    return problemsOf(schema, entry, checked.error.issues).map((problem) => ({
      ...problem,
      path: isRecord(entry) ? `${index}.${problem.path}` : String(index),
    }));
  });
}

/**
 * Acknowledgements of single steps and of stacks from a YAML or JSON file.
 * @throws InputError listing every problem
 */
export function readAcknowledgements(file: string): Acknowledgements {
  const given = readYaml(file, "acknowledgements file");
  const checked = acknowledgementsSchema.safeParse(given);
  if (checked.success) return checked.data;
  throw refusal(`The acknowledgements file ${file}`, problemsIn(given, checked.error.issues));
}
