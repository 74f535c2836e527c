import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { PolicyResource } from "../../policies/rule";
import { withValue } from "../support/with-value";
import type { BrokenCase } from "./broken-case";

const FOLDER = join(__dirname, "broken");

/** The broken case of each rule, from the file of the rule's name. */
export const BROKEN_CASES: readonly (BrokenCase & { readonly rule: string })[] = readdirSync(FOLDER)
  .sort()
  .map((file) => {
    const { brokenCase } = jest.requireActual<{ readonly brokenCase: BrokenCase }>(join(FOLDER, file));
    return { ...brokenCase, rule: basename(file, ".ts") };
  });

/** The broken case of a rule. */
export function brokenCaseOf(id: string): BrokenCase & { readonly rule: string } {
  const found = BROKEN_CASES.find(({ rule }) => rule === id);
  if (found === undefined) throw new Error(`${id} has no broken case.`);
  return found;
}

/** The resources of a tier with one of them broken. */
export function breakOne(
  resources: readonly PolicyResource[],
  { name, path, value }: Pick<BrokenCase, "name" | "path" | "value">,
): PolicyResource[] {
  const count = resources.filter((resource) => resource.name === name).length;
  if (count !== 1) throw new Error(`${count} resources are called ${name}.`);
  return resources.map((each) =>
    each.name === name ? (withValue(each, path, value) as PolicyResource) : each,
  );
}
