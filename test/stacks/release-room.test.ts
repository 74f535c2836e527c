import { nodesInRelease, releaseStandstill } from "../../models/cost/nodes/node-count";
import { assuming } from "../../models/cost/nodes/node-assumption";
import { nodePools, type NodePool } from "../../models/cost/nodes/pool";
import { RESERVATIONS } from "../../models/cost/nodes/reservation";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { requireRoomOnNodes } from "../../policies/rules/require-room-on-nodes";
import { TIER_NAMES, tierNamed, type TierName, type TierSpec } from "../../tiers";
import { recordedTiers } from "../support/recorded-tiers";
import { withValue } from "../support/with-value";

const manifestOf = recordedTiers();

function appPool(manifest: Manifest): NodePool {
  const pool = nodePools(manifest).find(({ nodeCount }) => nodeCount === null);
  if (pool === undefined) throw new Error("There is no pool that grows.");
  return pool;
}

const sized = (tier: TierName, path: string, value: number): Promise<Manifest> =>
  recordedManifest(withValue(tierNamed(tier), path, value) as TierSpec);

describe.each(TIER_NAMES)("a release of %s at full load", (tier) => {
  test("ends in every order of arrival, within the pool's limit", () => {
    const manifest = manifestOf(tier);
    const pool = appPool(manifest);
    expect(releaseStandstill(pool, manifest)).toBeUndefined();
    for (const reservation of RESERVATIONS) {
      const [, most] = nodesInRelease(pool, manifest, assuming({ reservation })) ?? [0, Infinity];
      expect(most).toBeLessThanOrEqual(pool.nodeLimit);
    }
  });
});

test.each(["100", "500"] as const)("a release of %s needs no node that its pool would keep", (tier) => {
  const manifest = manifestOf(tier);
  const { appNodeCountMax } = tierNamed(tier).cluster;
  for (const reservation of RESERVATIONS)
    expect(nodesInRelease(appPool(manifest), manifest, assuming({ reservation }))).toEqual([
      appNodeCountMax,
      appNodeCountMax,
    ]);
});

test("at 500 a peer of 84 MiB more takes a fourth node, as a new web pod has no place beside the old one", async () => {
  const manifest = await sized("500", "qdrant.memoryMiB", 4864);
  expect(nodesInRelease(appPool(manifest), manifest, assuming())).toEqual([4, 4]);
});

test("a fourth web pod at 500 with such a peer lets a release stand still, and the policy says so", async () => {
  const larger = withValue(tierNamed("500"), "qdrant.memoryMiB", 4864) as TierSpec;
  const manifest = await recordedManifest(withValue(larger, "app.webReplicasMax", 4) as TierSpec);
  expect(releaseStandstill(appPool(manifest), manifest)).toEqual({ pod: "app/web (new)", nodesNeeded: 5 });
  expect(nodesInRelease(appPool(manifest), manifest, assuming())).toBeNull();
  const problems = requireRoomOnNodes.check(manifest.resources, { tier: manifest.spec } as never);
  expect(problems.map(({ wrong, allowed }) => `${wrong}; allowed: ${allowed}.`)).toEqual([
    "its limits allow 4 nodes, and a release at the autoscalers' maximum may stand still: a pod of app/web (new) has no place beside the old ones; allowed: limits of 5 nodes or more, or pods that request less.",
  ]);
});
