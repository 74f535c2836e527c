import { nodePoolOf, NODE_POOL_TYPE } from "../../models/cost/nodes/pool";
import { mostNodes } from "../../models/cost/nodes/node-count";
import { requestedOf } from "../../models/cost/nodes/node";
import { RESERVATIONS } from "../../models/cost/nodes/reservation";
import { tierNodes } from "../../models/cost/nodes/tier-nodes";
import { ofType } from "../../models/manifest/manifest";
import { TIER_NAMES, tierNamed, type TierName } from "../../tiers";
import { recordedTiers } from "../support/recorded-tiers";

const manifestOf = recordedTiers();

function poolsOf(tier: TierName) {
  const manifest = manifestOf(tier);
  const pools = ofType(manifest, NODE_POOL_TYPE).map((resource) => nodePoolOf(resource, manifest));
  return { manifest, pools };
}

describe.each(TIER_NAMES)("limits of the node pools of %s", (tier) => {
  test("allow exactly one node more than the pool is for", () => {
    const { pools } = poolsOf(tier);
    expect(pools.length).toBeGreaterThan(0);
    for (const { nodeCount, nodeLimit } of pools)
      expect(nodeLimit).toBe((nodeCount ?? tierNamed(tier).cluster.appNodeCountMax) + 1);
  });

  test("hold every pod while all Deployments are rolled out with the autoscalers at their maximum", () => {
    const { manifest, pools } = poolsOf(tier);
    for (const pool of pools.filter(({ nodeCount }) => nodeCount === null))
      expect(mostNodes(pool, manifest).duringRollout).toBeLessThanOrEqual(pool.nodeLimit);
  });
});

/** Nodes that a tier's dynamic pools may start, beyond what the autoscalers can ask for. */
function spareNodes(tier: TierName): number[] {
  const { manifest, pools } = poolsOf(tier);
  return pools
    .filter(({ nodeCount }) => nodeCount === null)
    .map((pool) => pool.nodeLimit - mostNodes(pool, manifest).atMaximum);
}

test.each(TIER_NAMES)(
  "%s has a node left for replacements when the autoscalers are at their maximum",
  (tier) => {
    expect(Math.min(...spareNodes(tier))).toBeGreaterThanOrEqual(1);
  },
);

test.each(RESERVATIONS)(
  "at 100 a release finds room beside every old web pod, with memory reserved for %s",
  (reservation) => {
    const { app } = tierNamed("100");
    for (const { size, atMinimum, atMaximum } of tierNodes(manifestOf("100"), reservation))
      for (const { pods } of [...atMinimum, ...atMaximum])
        expect(size.memoryMiB - requestedOf(pods, ({ memoryMiB }) => memoryMiB)).toBeGreaterThanOrEqual(
          app.webMemoryMiB,
        );
  },
);
