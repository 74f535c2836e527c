import { UnpricedError } from "../../kinds/pricing/errors";
import { refuseWithoutPlace } from "../../models/cost/nodes/arrival-orders";
import { groupsOn, mostNodes } from "../../models/cost/nodes/node-count";
import { nodePoolOf, NODE_POOL_TYPE } from "../../models/cost/nodes/pool";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import { manifestOf } from "../manifest-of";
import type { Problem, StackRule } from "../rule";

const plural = (nodes: number): string => `${nodes} node${nodes === 1 ? "" : "s"}`;

function problemOf(resource: ManifestResource, manifest: Manifest): Problem | undefined {
  try {
    const pool = nodePoolOf(resource, manifest);
    // A pool of static capacity has the nodes that it was given, whatever the pods ask for; each must hold one.
    if (pool.nodeCount !== null) {
      refuseWithoutPlace(pool, groupsOn(pool, manifest));
      return undefined;
    }
    const { atMaximum, duringRollout } = mostNodes(pool, manifest);
    const needed = Math.max(atMaximum + 1, duringRollout);
    if (needed <= pool.nodeLimit) return undefined;
    return {
      wrong: `its limits allow ${plural(pool.nodeLimit)}, but the autoscalers' maximum needs ${needed}`,
      allowed: `limits of ${plural(needed)} or more`,
    };
  } catch (error) {
    if (!(error instanceof UnpricedError)) throw error;
    return { wrong: error.message.replace(/\.$/, ""), allowed: "pods and pools whose size is known" };
  }
}

export const requireRoomOnNodes: StackRule = {
  id: "require-room-on-nodes",
  title: "Node pools have room for the autoscalers' maximum, and one node more",
  rationale: "Pods would stay pending just when they are needed, and no node could be replaced.",
  remedy: "Raise appNodeCountMax, or lower the maximum of the autoscalers.",
  severity: "high",
  source: "Karpenter documentation, NodePools: spec.limits",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, yardstick) => {
    const manifest = manifestOf(resources, yardstick);
    return manifest.resources
      .filter(({ type }) => type === NODE_POOL_TYPE)
      .flatMap((resource) => {
        const problem = problemOf(resource, manifest);
        return problem === undefined ? [] : [{ ...problem, urn: resource.urn }];
      });
  },
};
