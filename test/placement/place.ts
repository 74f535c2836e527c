import type { Manifest } from "../../models/manifest/manifest";
import { driftAll, killNode, loseZone } from "./disturb";
import { withLiving, type Living, type LivingOptions, type PlacedNode } from "./living";
import type { Programs } from "./programs";
import { poolsOf } from "./pools";
import { Watch } from "./watch";

/** What the programs made of a tier. */
export interface Placed {
  readonly atMinimum: readonly PlacedNode[];
  /** With every autoscaler at its maximum, on the same cluster. */
  readonly atMaximum: readonly PlacedNode[];
  /** After a release of the application, which is rolled out at that maximum. */
  readonly afterRelease: readonly PlacedNode[];
  /** What went wrong after a node was killed, while every node was replaced for drift, and after a zone was lost. */
  readonly disturbed: readonly string[];
  /** Pods that have no place, with the scheduler's reason. */
  readonly pending: readonly string[];
}

export const DISTURBANCES = ["killed", "drifted"] as const;
/** Of all tiers in `:all`, at the end: a zone does not come back. */
export type Disturbance = (typeof DISTURBANCES)[number] | "zone lost";

/** What has its volume there. */
const isPinned = (pod: string): boolean => pod.startsWith("qdrant/qdrant");

/** The zone of most pods goes: what has its volume there waits for it, and everything else has a place in the others. */
async function loseWorstZone(living: Living): Promise<readonly string[]> {
  const nodes = await living.nodes();
  const inZone = (zone: string) => nodes.filter((node) => node.zone === zone);
  const countIn = (zone: string): number => inZone(zone).flatMap(({ pods }) => pods).length;
  const [zone] = nodes.map((node) => node.zone).sort((left, right) => countIn(right) - countIn(left));
  if (zone === undefined) return [];
  await loseZone(living, zone);
  const faults = await living.settle(isPinned);
  const waiting = living.sight.pending.filter(isPinned).length;
  process.stdout.write(
    `${zone} lost: ${inZone(zone).length} of ${nodes.length} nodes; ${waiting} of Qdrant's peers wait for it, ` +
      `everything else has a place on ${(await living.nodes()).length}\n`,
  );
  return faults.map((pod) => `a zone lost: ${pod}`);
}

export interface PlaceOptions extends LivingOptions {
  readonly disturbances: readonly Disturbance[];
}

async function disturb(
  living: Living,
  manifest: Manifest,
  disturbances: readonly Disturbance[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  if (disturbances.includes("killed")) {
    const [victim] = await living.nodes();
    if (victim !== undefined) await killNode(living, victim);
    faults.push(...(await living.settle()).map((pod) => `a node killed: ${pod}`));
  }
  if (disturbances.includes("drifted")) {
    const watch = new Watch(living.cluster.api);
    await watch.begin();
    const before = (await living.nodes()).map(({ name }) => name);
    await living.watched(watch, async () => {
      await driftAll(living);
      await living.until(
        async () => !(await living.nodes()).some(({ name }) => before.includes(name)),
        "Drifted nodes stay.",
      );
      faults.push(...(await living.settle()).map((pod) => `nodes drifted: ${pod}`));
    });
    faults.push(...(await watch.faults(poolsOf(manifest))).map((fault) => `nodes drifted: ${fault}`));
  }
  if (disturbances.includes("zone lost")) faults.push(...(await loseWorstZone(living)));
  return faults;
}

/**
 * Builds a tier from nothing on a cluster of its own, then raises its autoscalers to their maximum, then releases, then
 * disturbs it.
 */
export async function place(
  programs: Programs,
  manifest: Manifest,
  { disturbances, ...options }: PlaceOptions,
): Promise<Placed> {
  return await withLiving(programs, [manifest], options, async (living) => {
    await living.up(manifest);
    const first = await living.settle();
    const atMinimum = await living.nodes();
    await living.raiseAll();
    const second = await living.settle();
    const atMaximum = await living.nodes();
    await living.release();
    const third = await living.settle();
    const afterRelease = await living.nodes();
    const pending = [...first, ...second, ...third];
    const disturbed = await disturb(living, manifest, disturbances);
    return { atMinimum, atMaximum, afterRelease, disturbed, pending };
  });
}
