import { acknowledgementsSchema, type Acknowledgements } from "../../models/upgrade/gate";
import { problemsOf, refusal } from "../../tiers";
import { readYaml } from "./read-yaml";

/**
 * Acknowledgements of single steps and of stacks from a YAML or JSON file.
 * @throws InputError listing every problem
 */
export function readAcknowledgements(file: string): Acknowledgements {
  const given = readYaml(file, "acknowledgements file");
  const checked = acknowledgementsSchema.safeParse(given);
  if (checked.success) return checked.data;
  throw refusal(
    `The acknowledgements file ${file}`,
    problemsOf(acknowledgementsSchema, given, checked.error.issues),
  );
}
