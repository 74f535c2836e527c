import type { ManifestResource } from "../../models/manifest/manifest";
import { at, listOf, recordOf, type Values } from "../../models/manifest/values";

/** The resource of a logical name. @throws Error when there is none */
export function resourceNamed(resources: readonly ManifestResource[], name: string): ManifestResource {
  const found = resources.find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

/** Statements of the policy that a resource has as its input. */
export const statementsIn = ({ inputs }: ManifestResource): Values[] =>
  listOf(at(JSON.parse(String(inputs["policy"])), "Statement")).map(recordOf);
