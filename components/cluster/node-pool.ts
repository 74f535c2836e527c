import type { InstanceShape } from "../../tiers";
import { appNodesBeside } from "../../tiers/limits";
import { NODE_POOL_KEY } from "../shared/references";
import type { DisruptionBudget } from "./maintenance-window";

/** Spec of a Karpenter NodePool, as far as we use it (`karpenter.sh/v1`). */
export interface NodePoolSpec {
  /** Present in a pool of static capacity only; a pool cannot change between static and dynamic. */
  readonly replicas?: number;
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
    readonly spec: {
      readonly nodeClassRef: {
        readonly group: "eks.amazonaws.com";
        readonly kind: "NodeClass";
        readonly name: string;
      };
      readonly requirements: readonly {
        readonly key: string;
        readonly operator: "In";
        readonly values: readonly string[];
      }[];
      readonly taints?: readonly {
        readonly key: string;
        readonly value: string;
        readonly effect: "NoSchedule";
      }[];
      readonly expireAfter: string;
      readonly terminationGracePeriod: string;
    };
  };
  readonly disruption: {
    readonly consolidationPolicy: "WhenEmpty" | "WhenEmptyOrUnderutilized";
    readonly consolidateAfter: string;
    readonly budgets: readonly DisruptionBudget[];
  };
  readonly limits: { readonly cpu: string; readonly memory: string } | { readonly nodes: number };
}

interface PoolArgs {
  readonly instanceType: string;
  readonly zoneNames: readonly string[];
  readonly budgets: readonly DisruptionBudget[];
}

export interface AppNodePoolArgs extends PoolArgs {
  readonly shape: InstanceShape;
  /** Nodes that all autoscalers together can ask for. */
  readonly nodeCountMax: number;
  /** Qdrant runs on this pool too, where each move of a node is minutes without a peer. */
  readonly holdsQdrant: boolean;
}

export interface QdrantNodePoolArgs extends PoolArgs {
  readonly nodeCount: number;
  /** Nodes that the pool is for: as many as `nodeCount`, but for a pool that is being emptied. */
  readonly nodeCountMax: number;
}

/** One more node than a static pool is for: the replacement starts before the old one goes. */
const SURGE_NODES = 1;

/**
 * Together under the 21 days after which Auto Mode ends every node whatever it carries (EKS user guide, "EKS Auto
 * Mode"), with at least two maintenance windows before.
 */
const EXPIRE_AFTER = "480h";
const TERMINATION_GRACE_PERIOD = "1h";

const CONSOLIDATE_AFTER = "10m";

function template(
  pool: string,
  { instanceType, zoneNames }: PoolArgs,
  isDedicated: boolean,
): NodePoolSpec["template"] {
  const requirement = (key: string, ...values: string[]) => ({ key, operator: "In" as const, values });
  return {
    metadata: { labels: { [NODE_POOL_KEY]: pool } },
    spec: {
      nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: pool },
      // Pinned, so that what is priced, what is packed and what runs are the same thing.
      requirements: [
        requirement("node.kubernetes.io/instance-type", instanceType),
        requirement("kubernetes.io/arch", "arm64"),
        requirement("karpenter.sh/capacity-type", "on-demand"),
        requirement("topology.kubernetes.io/zone", ...zoneNames),
      ],
      ...(isDedicated
        ? { taints: [{ key: NODE_POOL_KEY, value: pool, effect: "NoSchedule" as const }] }
        : {}),
      expireAfter: EXPIRE_AFTER,
      terminationGracePeriod: TERMINATION_GRACE_PERIOD,
    },
  };
}

/**
 * `metadata.name` of a pool. It carries the instance type: a pool of another type is another pool, made before the old
 * one is emptied and deleted. Changed in place, the type would be drift, which waits for the maintenance window, and a
 * peer too large for the old nodes of a static pool would wait with it.
 */
export function nodePoolName(role: string, instanceType: string): string {
  return `${role}-${instanceType.replaceAll(".", "-")}`;
}

/** The pool that grows and shrinks with the pods. */
export function appNodePoolSpec(args: AppNodePoolArgs): NodePoolSpec {
  const nodes = args.nodeCountMax + appNodesBeside(!args.holdsQdrant);
  return {
    template: template("app", args, false),
    disruption: {
      consolidationPolicy: args.holdsQdrant ? "WhenEmpty" : "WhenEmptyOrUnderutilized",
      consolidateAfter: CONSOLIDATE_AFTER,
      budgets: args.budgets,
    },
    limits: { cpu: String(nodes * args.shape.vcpu), memory: `${nodes * args.shape.memoryGiB}Gi` },
  };
}

/** A pool of static capacity for Qdrant alone, of one zone: a pool of three would not spread its nodes evenly. */
export function qdrantNodePoolSpec(args: QdrantNodePoolArgs): NodePoolSpec {
  return {
    replicas: args.nodeCount,
    template: template("qdrant", args, true),
    // Static capacity is never consolidated; the fields are required all the same.
    disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "Never", budgets: args.budgets },
    limits: { nodes: args.nodeCountMax + SURGE_NODES },
  };
}
