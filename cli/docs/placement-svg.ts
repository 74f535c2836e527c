import { instance } from "@viz-js/viz";
import type { PoolPlacement } from "../../models/cost/nodes/tier-nodes";
import { freeOn } from "../../models/reports/placement";
import { count } from "../print/figures";
import { namesOf } from "../tier/placement-document";

const FONT = "Helvetica,Arial,sans-serif";
/** Nodes of the app, and those of Qdrant alone. */
const FILL = { dynamic: "#e6f4ea", static: "#fef7e0" };

interface Drawn {
  readonly zone: string;
  readonly lines: readonly string[];
  readonly fill: string;
}

const nodesOf = (placement: PoolPlacement): Drawn[] =>
  placement.atMaximum.map((node) => {
    const { millicores, memoryMiB } = freeOn(node, placement);
    return {
      zone: node.zone,
      lines: [
        placement.pool.instanceType,
        ...namesOf(node.pods),
        `free: ${count(millicores)}m, ${count(memoryMiB)} MiB`,
      ],
      fill: placement.pool.nodeCount === null ? FILL.dynamic : FILL.static,
    };
  });

/**
 * Nodes with their pods and the room that is left, zone by zone, with the autoscalers at their maximum.
 * @param title whose placement it is
 */
export async function placementSvg(pools: readonly PoolPlacement[], title: string): Promise<string> {
  const nodes = pools.flatMap(nodesOf);
  const zones = [...new Set(nodes.map(({ zone }) => zone))].sort();
  const clusters = zones.map((zone, position) => {
    const own = nodes.filter((node) => node.zone === zone);
    const names = own.map((_, index) => `"${position}-${index}"`);
    const boxes = own.map(
      ({ lines, fill }, index) =>
        `${names[index] ?? ""} [label="${lines.join("\\n")}", fillcolor="${fill}"];`,
    );
    // Beneath each other: an edge that nobody sees orders them.
    const order = names.length < 2 ? "" : `${names.join(" -> ")} [style=invis];`;
    return `subgraph "cluster_${position}" { label="${zone}"; labelloc=t; ${boxes.join(" ")} ${order} }`;
  });
  const dot = [
    "digraph placement {",
    `fontname="${FONT}"; fontsize=12; nodesep=0.25; ranksep=0.2; bgcolor="white";`,
    `label="${title}: where the pods run, with the autoscalers at their maximum"; labelloc=b;`,
    `node [shape=box, style="rounded,filled", color="#5f6368", fontname="${FONT}", fontsize=12, margin="0.32,0.12"];`,
    `graph [style="rounded", color="#bdc1c6"];`,
    ...clusters,
    "}",
    "",
  ].join("\n");
  return (await instance()).renderString(dot, { format: "svg" });
}
