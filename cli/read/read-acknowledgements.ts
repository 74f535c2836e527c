import { acknowledgementsSchema, type Acknowledgement } from "../../models/upgrade/gate";
import { InputError, problemsOf } from "../../tiers";
import { readYaml } from "./read-yaml";

/**
 * Acknowledgements of single steps from a YAML or JSON file.
 * @throws InputError listing every problem
 */
export function readAcknowledgements(file: string): readonly Acknowledgement[] {
  const given = readYaml(file, "acknowledgements file");
  const checked = acknowledgementsSchema.safeParse(given);
  if (checked.success) return checked.data;
  const problems = problemsOf(acknowledgementsSchema, given, checked.error.issues);
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  throw new InputError(`The acknowledgements file ${file} is refused, ${count}:`, problems);
}
