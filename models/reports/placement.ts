import { z } from "zod";
import { TIER_NAMES, type TierName } from "../../tiers";
import { requestedOf } from "../cost/nodes/node";
import type { NodeAssumption } from "../cost/nodes/node-assumption";
import type { PlacedNode } from "../cost/nodes/placement";
import { RESERVATIONS } from "../cost/nodes/reservation";
import type { PoolPlacement } from "../cost/nodes/tier-nodes";

const room = { millicores: z.int().min(0), memoryMiB: z.number().min(0) };

const nodeSchema = z
  .strictObject({
    zone: z.string(),
    pods: z.array(z.string()).describe("Namespace and name of what makes each pod"),
    free: z.strictObject(room).describe("What pods may still request there"),
  })
  .meta({ id: "PlacedNode" });

const range = z.tuple([z.int(), z.int()]).describe("Nodes with pods in any order of arrival: least and most");

const poolSchema = z
  .strictObject({
    name: z.string().describe("Logical name of the NodePool"),
    instanceType: z.string(),
    nodeLimit: z.int().describe("Nodes at which the pool stops"),
    allocatable: z.strictObject({ ...room, pods: z.int() }).describe("What pods of one node may request"),
    nodesAtMinimum: range,
    nodesAtMaximum: range,
    nodesInRelease: range
      .nullable()
      .describe("The same after a release of the product at that maximum; null where it may stand still"),
    atMinimum: z.array(nodeSchema).describe("In one order of many, with the autoscalers at their minimum"),
    atMaximum: z.array(nodeSchema).describe("The same with the autoscalers at their maximum"),
  })
  .meta({ id: "PlacedPool" });

/** Which pod lands on which node. */
export const placementSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: z.string().optional().describe("Absent for a tier"),
    reserved: z.enum(RESERVATIONS).describe("For how many pods a node reserves memory"),
    allocatablePercent: z.number().describe("Of what the reservation leaves"),
    podsPerNode: z.int(),
    pools: z.array(poolSchema),
  })
  .meta({
    id: "Placement",
    title: "Which pod lands on which node",
    description: "Printed by `scale placement <tier> --json`",
  });

export type PlacementReport = z.infer<typeof placementSchema>;

/** What is left of a node beside what its pods request. */
export const freeOn = ({ pods }: PlacedNode, { size }: Pick<PoolPlacement, "size">) => ({
  millicores: size.millicores - requestedOf(pods, ({ millicores }) => millicores),
  memoryMiB: size.memoryMiB - requestedOf(pods, ({ memoryMiB }) => memoryMiB),
});

const poolReport = (placement: PoolPlacement): z.infer<typeof poolSchema> => {
  const { pool, size, nodesAtMinimum, nodesAtMaximum, nodesInRelease, atMinimum, atMaximum } = placement;
  const nodes = (some: readonly PlacedNode[]) =>
    some.map((node) => ({
      zone: node.zone,
      pods: node.pods.map(({ name }) => name),
      free: freeOn(node, placement),
    }));
  return {
    name: pool.resource.name,
    instanceType: pool.instanceType,
    nodeLimit: pool.nodeLimit,
    allocatable: size,
    nodesAtMinimum: [...nodesAtMinimum],
    nodesAtMaximum: [...nodesAtMaximum],
    nodesInRelease: nodesInRelease === null ? null : [...nodesInRelease],
    atMinimum: nodes(atMinimum),
    atMaximum: nodes(atMaximum),
  };
};

export const placementReport = (
  tier: TierName,
  pools: readonly PoolPlacement[],
  { reservation, allocatablePercent, podsPerNode }: NodeAssumption,
): PlacementReport => ({
  schemaVersion: 1,
  tier,
  reserved: reservation,
  allocatablePercent,
  podsPerNode,
  pools: pools.map(poolReport),
});
