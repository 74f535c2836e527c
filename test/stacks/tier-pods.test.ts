import { nodePoolOf, NODE_POOL_TYPE, mayRunOn } from "../../models/cost/nodes/pool";
import { mostNodes } from "../../models/cost/nodes/node-count";
import { podGroups, type PodGroup } from "../../models/cost/nodes/pods";
import { ofType } from "../../models/manifest/manifest";
import { TIER_NAMES, tierNamed, type PlacedPods, type TierName } from "../../tiers";
import { appNodeCountMin } from "../../tiers/app-nodes";
import { appPoolPods, qdrantPods } from "../../tiers/pods-of-tier";
import { recordedTiers } from "../support/recorded-tiers";

const manifestOf = recordedTiers();

const placed = ({
  name,
  millicores,
  memoryMiB,
  replicasMin,
  aloneOnNode,
  spread,
  wishesZones,
}: PlacedPods): PlacedPods => ({
  name,
  millicores,
  memoryMiB,
  replicasMin,
  aloneOnNode,
  spread,
  wishesZones,
});

const byName = (one: { group: PlacedPods }, other: { group: PlacedPods }): number =>
  one.group.name < other.group.name ? -1 : 1;

/** Pods that the program makes, by whether they may run where the autoscalers decide. */
function madeBy(tier: TierName): { app: PodGroup[]; others: PodGroup[] } {
  const manifest = manifestOf(tier);
  const pools = ofType(manifest, NODE_POOL_TYPE).map((resource) => nodePoolOf(resource, manifest));
  const dynamic = pools.filter(({ nodeCount }) => nodeCount === null);
  const groups = podGroups(manifest);
  const isApp = (group: PodGroup): boolean => dynamic.some((pool) => mayRunOn(group, pool));
  return { app: groups.filter(isApp), others: groups.filter((group) => !isApp(group)) };
}

describe.each(TIER_NAMES)("the pods by which the sizes of %s are judged", (tier) => {
  test("are those of the app pool that the program makes", () => {
    const made = madeBy(tier).app.map((group) => ({
      group: placed(group),
      count: group.replicasMax,
      surge: group.surge,
    }));
    expect([...appPoolPods(tierNamed(tier))].sort(byName)).toEqual(made.sort(byName));
  });

  test("are the peers of Qdrant where these have nodes of their own", () => {
    const dedicated = tierNamed(tier).qdrant.placement === "dedicated";
    expect(madeBy(tier).others.map(placed)).toEqual(dedicated ? [qdrantPods(tierNamed(tier)).group] : []);
  });

  // Where every gap is used; in which order pods come, and how Karpenter counts, may ask for more.
  test("need no more nodes than the policy says", () => {
    const manifest = manifestOf(tier);
    const [pool] = ofType(manifest, NODE_POOL_TYPE)
      .map((resource) => nodePoolOf(resource, manifest))
      .filter(({ nodeCount }) => nodeCount === null);
    expect(pool).toBeDefined();
    if (pool === undefined) return;
    const { atMaximum, duringRollout } = mostNodes(pool, manifest);
    expect(appNodeCountMin(tierNamed(tier))).toBeLessThanOrEqual(Math.max(atMaximum, duringRollout - 1));
    expect(appNodeCountMin(tierNamed(tier))).toBeGreaterThan(0);
  });
});
