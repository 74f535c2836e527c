import type { InstanceShape, TierSpec } from "../../tiers";
import type { Zone } from "../shared/context";
import type { MaintenanceWindow } from "../shared/maintenance";
import { disruptionBudgets } from "./maintenance-window";
import { appNodePoolSpec, nodePoolName, qdrantNodePoolSpec, type NodePoolSpec } from "./node-pool";
import { peersByZone } from "./peers-by-zone";

/** One pool: role in the logical name, name in Kubernetes, and spec. */
export interface PlannedPool {
  readonly role: string;
  readonly name: string;
  readonly spec: NodePoolSpec;
}

export interface PoolPlanArgs {
  readonly spec: Pick<TierSpec["cluster"], "appNodeInstanceType" | "appNodeCountMax">;
  /** vCPU and memory of `spec.appNodeInstanceType`; the limits of the app pool are counted in them. */
  readonly appNodeShape: InstanceShape;
  readonly qdrant: Pick<TierSpec["qdrant"], "placement" | "peerCount" | "nodeInstanceType">;
  readonly zones: readonly Zone[];
  /** When nodes may be replaced for new images. */
  readonly maintenance: MaintenanceWindow;
}

/** The pool of everything but dedicated Qdrant peers. */
export function appPools({ spec, appNodeShape, qdrant, zones, maintenance }: PoolPlanArgs): PlannedPool[] {
  const instanceType = spec.appNodeInstanceType;
  return [
    {
      role: "nodes",
      name: nodePoolName("app", instanceType),
      spec: appNodePoolSpec({
        instanceType,
        zoneNames: zones.map((zone) => zone.name),
        budgets: disruptionBudgets(maintenance),
        shape: appNodeShape,
        nodeCountMax: spec.appNodeCountMax,
        holdsQdrant: qdrant.placement === "shared",
      }),
    },
  ];
}

/**
 * One pool per zone for dedicated Qdrant peers, none where they share the app's nodes. The pools take turns in the
 * maintenance window, so that drift takes one peer at a time.
 */
export function qdrantPools({ qdrant, zones, maintenance }: PoolPlanArgs): PlannedPool[] {
  const { placement, peerCount, nodeInstanceType } = qdrant;
  if (placement === "shared" || nodeInstanceType === null) return [];
  const nodeCounts = peersByZone(peerCount, zones.length);
  return zones.map((zone, index) => ({
    role: `zone-${index}`,
    name: nodePoolName(`qdrant-zone-${index}`, nodeInstanceType),
    spec: qdrantNodePoolSpec({
      instanceType: nodeInstanceType,
      zoneNames: [zone.name],
      budgets: disruptionBudgets(maintenance, { index, of: zones.length }),
      nodeCount: nodeCounts[index] ?? 0,
    }),
  }));
}
