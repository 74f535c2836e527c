import { recordedManifest } from "../../cli/record/recorded-manifest";
import { allocatableOfType } from "../../models/cost/nodes/allocatable";
import { nodeCounts } from "../../models/cost/nodes/node-count";
import { randomFrom } from "../../models/cost/nodes/random-order";
import { RESERVATIONS } from "../../models/cost/nodes/reservation";
import { tierNodes, type PoolPlacement } from "../../models/cost/nodes/tier-nodes";
import { workloadOf } from "../../models/load/workload";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import { TIER_NAMES, type TierName } from "../../tiers";
import { sampled } from "../support/seed";
import { place, type Placed, type PlacedNode } from "./place";
import { findPrograms, KARPENTERS, type Programs } from "./programs";

/** With which reservation, by which Karpenter and in which order a tier is built: the seed decides. */
function sampleOf(tier: TierName) {
  const reservation = RESERVATIONS[sampled(`Reservation of ${tier}`, RESERVATIONS.length) - 1] ?? "podLimit";
  const names = Object.keys(KARPENTERS) as (keyof typeof KARPENTERS)[];
  const karpenter = names[sampled(`Karpenter of ${tier}`, names.length) - 1] ?? "newest";
  return { reservation, karpenter, order: sampled(`Order of ${tier}`, 1_000_000) };
}

const nodesIn = ({ pool }: PoolPlacement, nodes: readonly PlacedNode[]): readonly PlacedNode[] =>
  nodes.filter((node) => node.pool === String(pool.resource.inputs["metadata"]?.["name" as never]));
const used = (nodes: readonly PlacedNode[]): PlacedNode[] => nodes.filter(({ pods }) => pods.length > 0);

function figuresOf(manifest: Manifest, { pool }: PoolPlacement) {
  const { users } = manifest.spec;
  const workload = { floor: workloadOf(0), expected: workloadOf(users), ceiling: workloadOf(users * 2) };
  return nodeCounts(pool, { manifest, workload }).running;
}

/** Whether pods stay where a release has put them for good; other pools may move them together ten minutes later. */
const keepsNodes = ({ inputs }: ManifestResource): boolean =>
  (inputs as { spec: { disruption: { consolidationPolicy: string } } }).spec.disruption
    .consolidationPolicy === "WhenEmpty";

const within = (count: number, [least, most]: readonly [number, number]): boolean =>
  least <= count && count <= most;

let programs: Readonly<Record<keyof typeof KARPENTERS, Programs>>;

beforeAll(async () => {
  const tell = (line: string): boolean => process.stderr.write(`${line}\n`);
  programs = { newest: await findPrograms("newest", tell), old: await findPrograms("old", tell) };
});

describe.each(TIER_NAMES)("%s from nothing", (tier) => {
  const { reservation, karpenter, order } = sampleOf(tier);
  let manifest: Manifest;
  let placed: Placed;
  let model: readonly PoolPlacement[];

  beforeAll(async () => {
    manifest = await recordedManifest(tier);
    model = tierNodes(manifest, reservation);
    const began = Date.now();
    placed = await place(programs[karpenter], manifest, {
      allocatableOfType: (type) => allocatableOfType(type, tier, reservation),
      random: randomFrom(order),
    });
    const counts = [placed.atMinimum, placed.atMaximum, placed.afterRelease].map(
      (nodes) => `${used(nodes).length} of ${nodes.length}`,
    );
    process.stdout.write(
      `${tier}, Karpenter ${programs[karpenter].karpenter.version}, memory for ${reservation}: nodes used ` +
        `${counts.join(", then ")} (minimum, maximum, release) in ${((Date.now() - began) / 1000).toFixed(0)} s\n`,
    );
  });

  test("every pod runs, at the autoscalers' minimum, at their maximum and after a release", () => {
    expect(placed.pending).toEqual([]);
  });

  test("the nodes are those that the cost model counts", () => {
    for (const each of model) {
      const figures = figuresOf(manifest, each);
      const counts = [placed.atMinimum, placed.atMaximum].map((nodes) => used(nodesIn(each, nodes)).length);
      const [atMinimum = 0, atMaximum = 0] = counts;
      const message = {
        pool: each.pool.resource.name,
        counts,
        minimum: each.nodesAtMinimum,
        maximum: each.nodesAtMaximum,
        figures,
      };
      expect({
        ...message,
        isModelled: within(atMinimum, each.nodesAtMinimum) && within(atMaximum, each.nodesAtMaximum),
        isPriced: atMinimum <= figures.floor && atMaximum <= figures.ceiling,
      }).toEqual({ ...message, isModelled: true, isPriced: true });
    }
  });

  test("each node is of the type and in a zone of its pool, and no pool exceeds its limit", () => {
    for (const each of model) {
      const { pool } = each;
      for (const nodes of [placed.atMinimum, placed.atMaximum, placed.afterRelease]) {
        const own = nodesIn(each, nodes);
        expect([...new Set(own.map(({ instanceType }) => instanceType))]).toEqual([pool.instanceType]);
        expect(own.filter(({ zone }) => !pool.zones.includes(zone))).toEqual([]);
        expect(own.length).toBeLessThanOrEqual(pool.nodeLimit);
      }
    }
  });

  test("a release leaves no more nodes than the ceiling counts, where only empty nodes go later", () => {
    for (const each of model.filter(({ pool }) => keepsNodes(pool.resource)))
      expect(used(nodesIn(each, placed.afterRelease)).length).toBeLessThanOrEqual(
        figuresOf(manifest, each).ceiling,
      );
  });
});
