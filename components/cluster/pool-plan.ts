import type { InstanceShape, TierSpec } from "../../tiers";
import type { Zone } from "../shared/context";
import type { MaintenanceWindow } from "../shared/maintenance";
import { disruptionBudgets } from "./maintenance-window";
import { appNodePoolSpec, nodePoolName, qdrantNodePoolSpec, type NodePoolSpec } from "./node-pool";
import { peersByZone } from "./peers-by-zone";

/** One pool: role in the logical name, name in Kubernetes, and spec. */
export interface PlannedPool {
  readonly role: string;
  /** Role that a release before the instance type was a part of it gave the same pool. Default: none. */
  readonly earlierRole?: string;
  readonly name: string;
  readonly spec: NodePoolSpec;
}

export interface PoolPlanArgs {
  readonly spec: Pick<TierSpec["cluster"], "appNodeInstanceType" | "appNodeCountMax">;
  /** vCPU and memory of `spec.appNodeInstanceType`; the limits of the app pool are counted in them. */
  readonly appNodeShape: InstanceShape;
  readonly qdrant: Pick<
    TierSpec["qdrant"],
    "placement" | "peerCount" | "nodeInstanceType" | "formerNodeInstanceType" | "formerNodeCount"
  >;
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
 * One pool per zone for dedicated Qdrant peers, none where they share the app's nodes; in a step beside them those that
 * the peers leave. The pools take turns in the maintenance window, so that drift takes one peer at a time.
 */
export function qdrantPools({ qdrant, zones, maintenance }: PoolPlanArgs): PlannedPool[] {
  const { peerCount, nodeInstanceType, formerNodeInstanceType, formerNodeCount } = qdrant;
  const peers = peersByZone(peerCount, zones.length);
  const pools = (instanceType: string | null, nodeCount: number, ownsEarlierRole: boolean): PlannedPool[] =>
    instanceType === null
      ? []
      : zones.map((zone, index) => {
          const ownCount = peersByZone(nodeCount, zones.length)[index] ?? 0;
          return {
            role: nodePoolName(`zone-${index}`, instanceType),
            ...(ownsEarlierRole ? { earlierRole: `zone-${index}` } : {}),
            name: nodePoolName(`qdrant-zone-${index}`, instanceType),
            spec: qdrantNodePoolSpec({
              instanceType,
              zoneNames: [zone.name],
              budgets: disruptionBudgets(maintenance, { index, of: zones.length }),
              nodeCount: ownCount,
              nodeCountMax: Math.max(ownCount, peers[index] ?? 0),
            }),
          };
        });
  return [
    ...pools(nodeInstanceType, peerCount, formerNodeInstanceType === null),
    ...pools(formerNodeInstanceType, formerNodeCount, true),
  ];
}
