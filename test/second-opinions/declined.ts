import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { Finding } from "./findings";

const declinedSchema = z.array(
  z.strictObject({
    checker: z.enum(["checkov", "kube-score"]),
    check: z.string().min(1),
    objects: z.union([z.literal("all"), z.array(z.string().min(1)).min(1)]),
    reason: z.string().min(1),
  }),
);

/** A check whose findings we decline, and why. */
export type Declined = z.infer<typeof declinedSchema>[number];

export const DECLINED: readonly Declined[] = declinedSchema.parse(
  parse(readFileSync(join(__dirname, "declined.yaml"), "utf8")),
);

export const declines = ({ checker, check, objects }: Declined, finding: Finding): boolean =>
  checker === finding.checker &&
  check === finding.check &&
  (objects === "all" || objects.includes(finding.object));
