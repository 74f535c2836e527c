import type { PodGroup } from "../../models/cost/nodes/pods";
import type { PoolPlacement, Range } from "../../models/cost/nodes/tier-nodes";
import { freeOn } from "../../models/reports/placement";
import { note, section, type Document, type Groups } from "../print/document";
import { count, plural } from "../print/figures";

/** `app/web ×2`, `postgres/postgres-ro`: sorted. */
export function namesOf(pods: readonly PodGroup[]): string[] {
  const counts = new Map<string, number>();
  for (const { name } of pods) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, amount]) => (amount === 1 ? name : `${name} ×${amount}`));
}

const rangeOf = ([least, most]: Range): string =>
  least === most ? plural(most, "node") : `${least} to ${plural(most, "node")}`;

type End = "atMinimum" | "atMaximum";

const nodesAt = (pools: readonly PoolPlacement[], end: End): Groups => ({
  kind: "groups",
  groups: pools.flatMap((pool) =>
    pool[end].map((node) => {
      const { millicores, memoryMiB } = freeOn(node, pool);
      return {
        title: `${pool.pool.instanceType} in ${node.zone}`,
        aside: `${count(millicores)} millicores and ${count(memoryMiB)} MiB free`,
        items: namesOf(node.pods),
      };
    }),
  ),
});

/** How many nodes any order of arrival makes: those of pools that grow. */
const spreadOf = (pools: readonly PoolPlacement[], nodes: "nodesAtMinimum" | "nodesAtMaximum"): string =>
  pools
    .filter(({ pool }) => pool.nodeCount === null)
    .map((pool) => `${pool.pool.resource.name}: ${rangeOf(pool[nodes])}`)
    .join(", ");

/** What a release of the product needs, where the autoscalers are at their maximum: of pools that grow. */
const releaseOf = (pools: readonly PoolPlacement[]): string =>
  pools
    .filter(({ pool }) => pool.nodeCount === null)
    .map(({ pool, nodesInRelease }) =>
      nodesInRelease === null
        ? `in some orders a release stands still there on the ${plural(pool.nodeLimit, "node")} that ${pool.resource.name} may have`
        : `${pool.resource.name} needs ${rangeOf(nodesInRelease)} for a release there, of ${pool.nodeLimit} that it may have`,
    )
    .join(", ");

/**
 * Where the pods of a tier land, node by node.
 * @param title whose placement it is
 */
export const placementDocument = (pools: readonly PoolPlacement[], title: string): Document => ({
  title: `${title}: where the pods land`,
  blocks: [
    section("With the autoscalers at their minimum", nodesAt(pools, "atMinimum")),
    section("With the autoscalers at their maximum", nodesAt(pools, "atMaximum")),
    note(
      `In any order of arrival: ${spreadOf(pools, "nodesAtMinimum")} at the minimum, ${spreadOf(pools, "nodesAtMaximum")} at the maximum; ${releaseOf(pools)}`,
    ),
    note("One order of many, by the model that npm run test:placement holds against the real programs."),
  ],
});
