import { z } from "zod";
import { show, type Problem } from "./parse";
import { RESTORE_PHASES } from "./restore-steps";

const collections = z.array(z.string().regex(/^[^<>:"/\\|?*]+$/, { message: "the name of a collection" }));

export const vectorRestoreSchema = z.strictObject({
  generation: z
    .int()
    .min(2)
    .describe("Which restore it is: the first one is 2, and makes `<collection>-restored-2`."),
  run: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z$/, {
      message: "a complete run of the snapshot job, such as 2026-11-29T02-30-07Z",
    })
    .describe("Run of the snapshot job that it is made from."),
  collections: collections.min(1).optional().describe("Collections to restore. Default: all of the run."),
  phase: z.enum(RESTORE_PHASES).optional(),
  retires: collections
    .min(1)
    .optional()
    .describe(
      "Collections that are deleted: in `retire` former ones; in `create` the restored ones, on the way back.",
    ),
});

/** Collections that were restored: with a phase where the stack is on the way to them. */
export type VectorRestore = z.infer<typeof vectorRestoreSchema>;

export const vectorSourceInWords = ({ run, collections: names }: VectorRestore): string =>
  `run ${run}${names === undefined ? "" : ` of ${names.join(", ")}`}`;

/** What the schema lets pass although it cannot be; which collections there are, the job knows. */
export function vectorRestoreProblems({ generation, phase, retires }: VectorRestore): Problem[] {
  const path = "restore.qdrant.retires";
  if (phase === "retire" && retires === undefined)
    return [
      {
        path,
        given: "nothing",
        allowed: `the collections that served before, which are deleted; say so: pulumi config set --path '${path}[0]' <collection>`,
      },
    ];
  if (phase !== "retire" && phase !== "create" && retires !== undefined)
    return [
      {
        path,
        given: show(retires),
        allowed: `nothing in ${phase === undefined ? "no phase" : `phase ${phase}`}: pulumi config rm --path ${path}`,
      },
    ];
  const suffix = `-restored-${generation}`;
  const foreign = (retires ?? []).filter((name) => (phase === "create") !== name.endsWith(suffix));
  return foreign.length === 0
    ? []
    : [
        {
          path,
          given: show(retires),
          allowed:
            phase === "create"
              ? `only what was restored, whose names end with ${suffix}`
              : `only what served before: ${foreign.join(", ")} serves now`,
        },
      ];
}
