import { UnplacedError, UnpricedError } from "../../kinds/pricing/errors";
import {
  groupsOnStatic,
  nodesBeyondLimit,
  podWithoutPlace,
  releaseStandstill,
} from "../../models/cost/nodes/node-count";
import { nodePoolOf, NODE_POOL_TYPE, type NodePool } from "../../models/cost/nodes/pool";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import { manifestOf } from "../manifest-of";
import type { Problem, StackRule } from "../rule";

const plural = (nodes: number): string => `${nodes} node${nodes === 1 ? "" : "s"}`;

function inRelease(pool: NodePool, manifest: Manifest): Problem | undefined {
  const standstill = releaseStandstill(pool, manifest);
  if (standstill === undefined) return undefined;
  const { pod, nodesNeeded } = standstill;
  return {
    wrong: `its limits allow ${plural(pool.nodeLimit)}, and a release at the autoscalers' maximum may stand still: a pod of ${pod} has no place beside the old ones`,
    allowed: `limits of ${plural(nodesNeeded)} or more, or pods that request less`,
  };
}

function problemOf(resource: ManifestResource, manifest: Manifest): Problem | undefined {
  try {
    const pool = nodePoolOf(resource, manifest);
    // A pool of static capacity has the nodes that it was given, whatever the pods ask for; each must hold one.
    if (pool.nodeCount !== null) {
      groupsOnStatic(pool, manifest);
      return undefined;
    }
    const needed = nodesBeyondLimit(pool, manifest);
    if (needed === undefined) return inRelease(pool, manifest);
    const pod = podWithoutPlace(pool, manifest);
    const which = pod === undefined ? "" : `, and a pod of ${pod} has no place`;
    return {
      wrong: `its limits allow ${plural(pool.nodeLimit)}, but the autoscalers' maximum needs ${needed}${which}`,
      allowed: `limits of ${plural(needed)} or more`,
    };
  } catch (error) {
    if (!(error instanceof UnpricedError)) throw error;
    const allowed =
      error instanceof UnplacedError ? "pods that have a place" : "pods and pools whose size is known";
    return { wrong: error.message.replace(/\.$/, ""), allowed };
  }
}

export const requireRoomOnNodes: StackRule = {
  id: "require-room-on-nodes",
  title: "Node pools have room for the autoscalers' maximum, and for what replaces them",
  rationale:
    "Pods would stay pending just when they are needed, no node could be replaced, and a release could stand still.",
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
