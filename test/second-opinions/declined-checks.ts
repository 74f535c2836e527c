import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const declinedSchema = z.array(
  z.strictObject({
    check: z.string().min(1),
    /** Logical names; default: all. */
    names: z.array(z.string().min(1)).min(1).optional(),
    reason: z.string().min(1),
  }),
);

/** What a checker has against a resource, by its logical name. */
interface Finding {
  readonly check: string;
  readonly name: string;
}

/** What is declined of a checker's findings. */
export interface DeclinedChecks {
  /** How many entries there are. */
  readonly count: number;
  readonly has: (finding: Finding) => boolean;
  /** Entries, or names in them, for which there is no finding. */
  readonly unneeded: (findings: readonly Finding[]) => readonly string[];
}

/** Reads the checks that we decline, each with its reason. @param file beside this one */
export function declinedChecks(file: string): DeclinedChecks {
  const declined = declinedSchema.parse(parse(readFileSync(join(__dirname, file), "utf8")));
  return {
    count: declined.length,
    has: ({ check, name }) =>
      declined.some((each) => each.check === check && (each.names?.includes(name) ?? true)),
    unneeded: (findings) =>
      declined.flatMap(({ check, names }) =>
        (names ?? ["all"])
          .filter(
            (name) =>
              !findings.some((each) => each.check === check && (name === "all" || each.name === name)),
          )
          .map((name) => `${check} ${name}`),
      ),
  };
}
