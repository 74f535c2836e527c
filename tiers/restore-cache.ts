import { z } from "zod";
import type { Problem } from "./parse";
import { RESTORE_PHASES, retiresProblem } from "./restore-steps";
import { cacheRole } from "./restored-caches";

export const cacheRestoreSchema = z.strictObject({
  generation: z
    .int()
    .min(2)
    .describe("Which group it is: 1 is the one the stack began with, the first one restored is 2."),
  snapshot: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9.-]*$/, {
      message: "the name of a snapshot of ElastiCache, such as automatic.prod-valkey-main-2026-11-29-05-00",
    })
    .describe("Name of the snapshot it is made from."),
  phase: z.enum(RESTORE_PHASES).optional(),
  retires: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Id of the group that is to go, and whose protection is lifted: in `retire` the former one; in `create` the restored one, on the way back.",
    ),
});

/** Which group holds sessions: with a phase where the stack is on the way to it, else it alone. */
export type CacheRestore = z.infer<typeof cacheRestoreSchema>;

export const cacheSourceInWords = ({ snapshot }: CacheRestore): string => `snapshot ${snapshot}`;

/** @param groupIdOf id in ElastiCache of a group by its role; undefined where it is not known and any will do */
export function cacheRestoreProblems(
  restore: CacheRestore,
  groupIdOf: (role: string) => string | undefined,
): Problem[] {
  const { generation, phase } = restore;
  const role =
    phase === "retire" ? cacheRole(generation - 1) : phase === "create" ? cacheRole(generation) : undefined;
  const gone = role === undefined ? undefined : { role, identifier: groupIdOf(role), is: "the group" };
  return retiresProblem("restore.valkey", restore, gone);
}
