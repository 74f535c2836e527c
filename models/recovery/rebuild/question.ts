import { importFactOf } from "../../../kinds/imports";
import type { Import, Lookup } from "../../../kinds/imports/import-fact";
import type { Values } from "../../manifest/values";
import { has, rendered, type Names } from "./template";

/** A command of the AWS CLI that only reads, as its arguments; it prints nothing, one value, or several. */
export interface Question {
  readonly args: readonly string[];
}

/** How one object is imported, by the inputs that it has; undefined where there is nothing to import. */
export function importOf(type: string, inputs: Values): Import | undefined {
  const fact = importFactOf(type);
  if (fact === undefined || "lost" in fact) return undefined;
  const all: readonly Import[] = "source" in fact ? [fact] : fact;
  return all.find(({ lookup }) => lookup?.when === undefined || has(inputs, lookup.when));
}

/** JMESPath writes a quote inside a text as `\'`. */
const inQuery = (text: string): string => text.replaceAll("'", String.raw`\'`);

/** The command that finds an object. @param region where it is, unless its lookup says otherwise */
export function questionOf(
  { command, query, region: ownRegion }: Lookup,
  inputOf: (path: string) => unknown,
  names: Names,
  region: string,
): Question {
  return {
    args: [
      ...command.split(" ").map((part) => rendered(part, inputOf, names)),
      "--query",
      rendered(query, inputOf, names, inQuery),
      "--region",
      ownRegion ?? region,
      "--output",
      "text",
    ],
  };
}

const isPlain = (text: string): boolean => /^[\w@%+=:,./-]+$/.test(text);

/** A question as a person types it. */
export const asCommand = ({ args }: Question): string =>
  ["aws", ...args]
    .map((text) => (isPlain(text) ? text : `"${text.replaceAll(/[\\"`$]/g, (sign) => `\\${sign}`)}"`))
    .join(" ");
