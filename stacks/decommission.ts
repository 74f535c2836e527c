import { z } from "zod";
import { shardNames, show, type Problem } from "../tiers";

/** Shards that are to go, by name, each with what somebody counted on it. */
export const decommissionSchema = z
  .record(
    z.string(),
    z.strictObject({
      venturesLeft: z.int().min(0).describe("Ventures that are still on the shard, as counted; must be 0."),
    }),
  )
  .default({})
  .describe(
    "Database shards that are to go, the last ones first, each with the ventures that are left on it: `shard-3: {venturesLeft: 0}`. " +
      "Takes them out of the contract and the poolers and lifts their protection, and no other's (docs/decommission.md).",
  );
type Decommission = z.infer<typeof decommissionSchema>;

/** What would be right in place of a shard that cannot go; undefined where it can. */
function allowedInsteadOf(
  name: string,
  names: readonly string[],
  decommission: Decommission,
): string | undefined {
  const index = names.indexOf(name);
  if (index === -1)
    return `shards that the stack has, the last of which is ${names.at(-1) ?? ""}; once the shard is gone: pulumi config rm --path decommission.${name}`;
  if (index === 0) return "any shard but shard-0: without it nothing holds the product's data";
  const kept = names.slice(index + 1).filter((later) => !Object.hasOwn(decommission, later));
  return kept.length === 0
    ? undefined
    : `the last shards only: postgres.shardCount counts them from shard-0 on, so ${name} goes after ${kept.join(" and ")}`;
}

/** What is wrong with taking these shards out of a stack that has so many. */
export function decommissionProblems(decommission: Decommission, shardCount: number): Problem[] {
  const names = shardNames(shardCount);
  return Object.entries(decommission).flatMap(([name, given]) => {
    const path = `decommission.${name}`;
    const allowed = allowedInsteadOf(name, names, decommission);
    if (allowed !== undefined) return [{ path, given: show(given), allowed }];
    if (given.venturesLeft === 0) return [];
    return [
      {
        path: `${path}.venturesLeft`,
        given: show(given.venturesLeft),
        allowed:
          "0: the product would lose sight of them. Move them to another shard first, then count again",
      },
    ];
  });
}
