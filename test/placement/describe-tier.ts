/* eslint-disable jest/no-export -- Suites describe tiers with it. */
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { allocatableOfType } from "../../models/cost/nodes/allocatable";
import { randomFrom } from "../../models/cost/nodes/random-order";
import { tierNodes, type PoolPlacement } from "../../models/cost/nodes/tier-nodes";
import type { Manifest } from "../../models/manifest/manifest";
import { LEFT_WITHOUT_ZONE } from "../../models/recovery/left-without-zone";
import type { TierName } from "../../tiers";
import { sampled } from "../support/seed";
import { casesOf, PRICED, type Case } from "./cases";
import { figuresOf, nodesIn, used } from "./counts";
import { withoutWorstZone } from "./disturb";
import type { PlacedNode } from "./living";
import { place, type Placed } from "./place";
import { findPrograms } from "./programs";
import { isAll } from "./scope";

const leftOf = (nodes: readonly PlacedNode[]): string =>
  [...withoutWorstZone(nodes)].map(([set, { left, of }]) => `${set} ${left} of ${of}`).join(", ");

const within = (count: number, [least, most]: readonly [number, number]): boolean =>
  least <= count && count <= most;

const tell = (line: string): boolean => process.stderr.write(`${line}\n`);

/** Tests of a tier that is built from nothing; each has a file of its own, so that they run beside each other. */
export const describeTier = (tier: TierName): void =>
  describe.each(casesOf(tier))("$tier from nothing, by Karpenter $karpenter, with $nodes", (one) => {
    describeCase(one);
  });

function describeCase({ tier, karpenter, nodes, assumption, disturbances }: Case): void {
  const order = sampled(`Order of ${tier}, ${karpenter}, ${nodes}`, 1_000_000);
  // What has less room than is priced may need more.
  const isPriced = nodes in PRICED;
  let manifest: Manifest;
  let placed: Placed;
  let model: readonly PoolPlacement[];

  beforeAll(async () => {
    const programs = await findPrograms(karpenter, tell);
    manifest = await recordedManifest(tier);
    model = tierNodes(manifest, assumption);
    const began = Date.now();
    placed = await place(programs, manifest, {
      allocatableOfType: (type) => allocatableOfType(type, tier, assumption),
      random: randomFrom(order),
      disturbances,
    });
    const counts = [placed.atMinimum, placed.atMaximum, placed.afterRelease].map(
      (some) => `${used(some).length} of ${some.length}`,
    );
    process.stdout.write(
      `${tier}, Karpenter ${programs.karpenter.version}, ${nodes}: nodes used ` +
        `${counts.join(", then ")} (minimum, maximum, release), ${disturbances.join(" and ")} in ${((Date.now() - began) / 1000).toFixed(0)} s; ` +
        `left without the worst zone: ${leftOf(placed.atMinimum)}\n`,
    );
  });

  test("every pod runs, at the autoscalers' minimum, at their maximum and after a release", () => {
    expect(placed.pending).toEqual([]);
  });

  test("the nodes are those that the cost model counts", () => {
    for (const each of model) {
      const figures = figuresOf(manifest, each).running;
      const counts = [placed.atMinimum, placed.atMaximum].map((nodes) => used(nodesIn(each, nodes)).length);
      const [atMinimum = 0, atMaximum = 0] = counts;
      // Autoscalers that a busy machine asks one after another make orders of arrival that the model does not try.
      const [least, most] = each.nodesAtMaximum;
      const beyond = isPriced ? figures.ceiling : each.pool.nodeLimit;
      const message = {
        pool: each.pool.resource.name,
        counts,
        minimum: each.nodesAtMinimum,
        maximum: each.nodesAtMaximum,
        figures,
      };
      expect({
        ...message,
        isModelled:
          within(atMinimum, each.nodesAtMinimum) && within(atMaximum, [least, Math.max(most, beyond)]),
        isPriced: !isPriced || (atMinimum <= figures.floor && atMaximum <= figures.ceiling),
      }).toEqual({ ...message, isModelled: true, isPriced: true });
    }
  });

  test("each node is of the type and in a zone of its pool, and no pool exceeds its limit", () => {
    for (const each of model) {
      const { pool } = each;
      for (const some of [placed.atMinimum, placed.atMaximum, placed.afterRelease]) {
        const own = nodesIn(each, some);
        expect([...new Set(own.map(({ instanceType }) => instanceType))]).toEqual([pool.instanceType]);
        expect(own.filter(({ zone }) => !pool.zones.includes(zone))).toEqual([]);
        expect(own.length).toBeLessThanOrEqual(pool.nodeLimit);
      }
    }
  });

  test("a release leaves no more nodes than the ceiling counts, for good or for the minutes until they are taken away", () => {
    for (const each of model) {
      const { running, passing } = figuresOf(manifest, each);
      const most = running.ceiling + (each.pool.consolidates ? passing : 0);
      expect(used(nodesIn(each, placed.afterRelease)).length).toBeLessThanOrEqual(
        isPriced ? most : each.pool.nodeLimit,
      );
    }
  });

  // The scheduler prefers to spread over zones and does not have to: a sample would fail by chance.
  if (isAll() && isPriced)
    test("without any zone no fewer pods are left than docs/reliability.md says", () => {
      const left = withoutWorstZone(placed.atMinimum);
      expect(
        Object.entries(LEFT_WITHOUT_ZONE[tier]).filter(
          ([set, least]) => (left.get(set)?.left ?? 0) < least.left,
        ),
      ).toEqual([]);
    });

  test(`every pod has a place again, and no budget is broken by a drain: ${disturbances.join(", ")}`, () => {
    expect(placed.disturbed).toEqual([]);
  });
}
/* eslint-enable jest/no-export -- Nothing else in this file is exported. */
