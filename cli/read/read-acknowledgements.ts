import { acknowledgementsSchema, type Acknowledgement } from "../../models/upgrade/gate";
import { problemsOf, refusal } from "../../tiers";
import { readYaml } from "./read-yaml";

/**
 * Acknowledgements of single steps from a YAML or JSON file.
 * @throws InputError listing every problem
 */
export function readAcknowledgements(file: string): readonly Acknowledgement[] {
  const given = readYaml(file, "acknowledgements file");
  const checked = acknowledgementsSchema.safeParse(given);
  if (checked.success) return checked.data;
  throw refusal(
    `The acknowledgements file ${file}`,
    problemsOf(acknowledgementsSchema, given, checked.error.issues),
  );
}
