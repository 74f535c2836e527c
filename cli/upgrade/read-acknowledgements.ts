import { parseDocument } from "yaml";
import { acknowledgementsSchema, type Acknowledgement } from "../../models/upgrade/gate";
import { InputError, problemsOf } from "../../tiers";
import { readText } from "../cost/read-text";

/**
 * Acknowledgements of single steps from a YAML or JSON file.
 * @throws InputError listing every problem
 */
export function readAcknowledgements(file: string): readonly Acknowledgement[] {
  const document = parseDocument(readText(file, "the acknowledgements file"), { prettyErrors: false });
  const [broken] = document.errors;
  if (broken !== undefined)
    throw new InputError(`The acknowledgements file ${file} is neither YAML nor JSON: ${broken.message}`);
  const given: unknown = document.toJS();
  const checked = acknowledgementsSchema.safeParse(given);
  if (checked.success) return checked.data;
  const problems = problemsOf(acknowledgementsSchema, given, checked.error.issues);
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  throw new InputError(`The acknowledgements file ${file} is refused, ${count}:`, problems);
}
