import { at } from "../../models/manifest/values";
import type { ManifestResource } from "../../models/manifest/manifest";
import { bytesOf } from "../../models/manifest/quantity";
import { UnpricedError } from "./errors";

type Named = Pick<ManifestResource, "name" | "inputs">;

/** A number at a path of a resource's inputs. @throws UnpricedError when it is something else */
export function numberAt(resource: Named, path: string, absent?: number): number {
  const value = at(resource.inputs, path) ?? absent;
  const number = typeof value === "string" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new UnpricedError(
    `${resource.name} cannot be priced: ${path} is ${value === undefined ? "missing" : JSON.stringify(value)}, not a number.`,
  );
}

/** A text at a path of a resource's inputs. @throws UnpricedError when it is something else */
export function textAt(resource: Named, path: string): string {
  const value = at(resource.inputs, path);
  if (typeof value === "string" && value !== "") return value;
  throw new UnpricedError(
    `${resource.name} cannot be priced: ${path} is ${value === undefined ? "missing" : JSON.stringify(value)}, not a text.`,
  );
}

/** GiB of an amount as Kubernetes writes it: `250Gi`, `512Mi`. @throws UnpricedError */
export function gibAt(resource: Named, path: string): number {
  const text = textAt(resource, path);
  const bytes = /(Mi|Gi|Ti)$/.test(text) ? bytesOf(text) : undefined;
  if (bytes === undefined)
    throw new UnpricedError(
      `${resource.name} cannot be priced: ${path} is "${text}"; give it in Mi, Gi or Ti.`,
    );
  return bytes / 2 ** 30;
}
