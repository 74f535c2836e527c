import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UnplacedError } from "../../kinds/pricing/errors";
import { nodePoolOf, NODE_POOL_TYPE } from "../../models/cost/nodes/pool";
import { mostNodes } from "../../models/cost/nodes/node-count";
import { requestedOf } from "../../models/cost/nodes/node";
import { assuming, VARIATIONS, type NodeAssumption } from "../../models/cost/nodes/node-assumption";
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
  test("allow one node more than the pool is for, and where the app has a pool of its own two for a release", () => {
    const { pools } = poolsOf(tier);
    const appLimit = tierNamed(tier).cluster.appNodeCountMax + (tier === "100" || tier === "500" ? 1 : 3);
    expect(pools.length).toBeGreaterThan(0);
    for (const { nodeCount, nodeLimit } of pools)
      expect(nodeLimit).toBe(nodeCount === null ? appLimit : nodeCount + 1);
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
    const pools = tierNodes(manifestOf("100"), assuming({ reservation }));
    for (const { size, atMinimum, atMaximum } of pools)
      for (const { pods } of [...atMinimum, ...atMaximum])
        expect(size.memoryMiB - requestedOf(pods, ({ memoryMiB }) => memoryMiB)).toBeGreaterThanOrEqual(
          app.webMemoryMiB,
        );
  },
);

const span = ([least, most]: readonly [number, number]): string =>
  least === most ? String(least) : `${least} to ${most}`;

/** Nodes of the app's pool in any order of arrival, at the autoscalers' minimum and maximum, or the pod without a place. */
function nodesWith(tier: TierName, given: Partial<NodeAssumption>): string {
  try {
    const [app] = tierNodes(manifestOf(tier), assuming(given));
    return app === undefined ? "" : `${span(app.nodesAtMinimum)}, ${span(app.nodesAtMaximum)}`;
  } catch (error) {
    if (!(error instanceof UnplacedError)) throw error;
    const [, pod = ""] = /A pod of (\S+)/.exec(error.message) ?? [];
    return `**no place for a ${pod === "qdrant/qdrant" ? "peer" : `${pod.replace("app/", "")} pod`}**`;
  }
}

const PLACEMENT_PAGE = readFileSync(join(__dirname, "../../docs/placement.md"), "utf8");

/** Cells of the row of a tier in the table under a title of docs/placement.md. */
function rowOf(title: string, tier: TierName): string[] {
  const [, section = ""] = PLACEMENT_PAGE.split(`## ${title}\n`);
  const row = section.split("\n").find((line) => line.startsWith(`| ${tier.toUpperCase()} `)) ?? "";
  return row
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}

test.each(TIER_NAMES)(
  "docs/placement.md says what %s takes where a node is otherwise than priced",
  (tier) => {
    const { "a tenth less": less, "a tenth more": more, "17 pods a node": fewerPods } = VARIATIONS;
    expect(rowOf("Nodes that are otherwise than they are priced", tier)).toEqual(
      [{}, less, more, fewerPods].map((given) => nodesWith(tier, given)),
    );
  },
);
