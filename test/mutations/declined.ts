import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { covers } from "../../kinds/safety";
import { BREAKS, type Mutant } from "./mutant";

const declinedSchema = z.array(
  z.strictObject({
    type: z.string().min(1),
    /** As mutants show it; `[]` means any item. */
    path: z.string().min(1),
    by: z.array(z.enum(BREAKS)).min(1).optional(),
    reason: z.string().min(1),
  }),
);

/** Mutants that no rule finds, and why that is right. */
export type Declined = z.infer<typeof declinedSchema>[number];

export const DECLINED: readonly Declined[] = declinedSchema.parse(
  parse(readFileSync(join(__dirname, "declined.yaml"), "utf8")),
);

export const declines = ({ type, path, by }: Declined, mutant: Mutant): boolean =>
  type === mutant.type && covers(path, mutant.path) && (by === undefined || by.includes(mutant.by));
