import { at } from "../../models/manifest/values";
import type { ManifestResource } from "../../models/manifest/manifest";
import { UnpricedError } from "./errors";

/**
 * Makes sure that a resource is of a kind which the formula's prices are for.
 * @param absent what AWS takes when the input is not given
 * @throws UnpricedError when it is of another kind
 */
export function requirePricedVariant(
  { name, inputs }: Pick<ManifestResource, "name" | "inputs">,
  path: string,
  priced: readonly string[],
  absent?: string,
): void {
  const value = at(inputs, path) ?? absent;
  if (typeof value === "string" && priced.includes(value)) return;
  throw new UnpricedError(
    `${name} cannot be priced: ${path} is ${value === undefined ? "missing" : JSON.stringify(value)}, and only ${priced.join(" and ")} has a price.`,
  );
}
