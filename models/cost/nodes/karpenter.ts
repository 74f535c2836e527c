import { countsByZone, hasRoom, NodeLoad, OpenNode, ZONE_WISH, type Room } from "./node";
import type { SpreadRule } from "../../../tiers";
import type { PodGroup } from "./pods";

/** A node that Karpenter means to start; its zone is open until a pod needs one. */
class Claim extends NodeLoad {
  constructor(public zones: readonly string[]) {
    super();
  }

  get zone(): string {
    return this.zones.length === 1 ? (this.zones[0] ?? "") : "";
  }
}

type Counts = ReadonlyMap<string, number>;

/** Most CPU first, then most memory (Karpenter, `scheduling/queue.go`). */
const largestFirst = (pods: readonly PodGroup[]): PodGroup[] =>
  [...pods].sort((left, right) => right.millicores - left.millicores || right.memoryMiB - left.memoryMiB);

/** One simulation of Karpenter: which nodes it starts for pods that have none. */
class Simulation {
  readonly claims: Claim[] = [];
  private readonly existing: readonly OpenNode[];

  constructor(
    nodes: readonly OpenNode[],
    private readonly room: Room,
    private readonly random: () => number,
  ) {
    // A pod is meant for a place here; the scheduler binds it by itself.
    this.existing = nodes.map(({ zone, pods }) => new OpenNode(zone, pods));
  }

  /** Wishes count as rules, and are given up where no node could be started with them. */
  add(group: PodGroup): void {
    const wished = group.wishesZones ? [...group.spread, ZONE_WISH] : group.spread;
    if (!this.tryAdd(group, wished) && group.wishesZones) this.tryAdd(group, group.spread);
  }

  private tryAdd(group: PodGroup, rules: readonly SpreadRule[]): boolean {
    const counts = countsByZone([...this.existing, ...this.claims], group);
    for (const node of this.existing)
      if (this.fits(node, group, rules) && this.zonesFor(counts, rules, [node.zone]).length > 0) {
        node.add(group);
        return true;
      }
    this.claims.sort((left, right) => left.pods.length - right.pods.length);
    for (const claim of this.claims) if (this.addTo(claim, group, rules, counts)) return true;
    if (this.existing.length + this.claims.length >= this.room.nodeLimit) return false;
    const claim = new Claim(this.room.zones);
    if (!this.addTo(claim, group, rules, counts)) return false;
    this.claims.push(claim);
    return true;
  }

  private addTo(claim: Claim, group: PodGroup, rules: readonly SpreadRule[], counts: Counts): boolean {
    const zones = this.zonesFor(counts, rules, claim.zones);
    if (zones.length === 0 || !this.fits(claim, group, rules)) return false;
    claim.zones = zones;
    claim.add(group);
    return true;
  }

  /** Over nodes the spread is counted from zero: there could always be one more, which is empty. */
  private fits(load: NodeLoad, group: PodGroup, rules: readonly SpreadRule[]): boolean {
    const same = load.countOf(group);
    return (
      hasRoom(load, group, this.room.size) &&
      !(group.aloneOnNode && same > 0) &&
      rules.every(({ over, maxSkew }) => over === "zone" || same + 1 <= maxSkew)
    );
  }

  /** Of these zones the one that a rule over zones asks for, or all when there is none; nothing when none keeps it. */
  private zonesFor(
    counts: Counts,
    rules: readonly SpreadRule[],
    zones: readonly string[],
  ): readonly string[] {
    return rules
      .filter(({ over }) => over === "zone")
      .reduce<readonly string[]>((left, { maxSkew, minDomains }) => {
        const count = (zone: string): number => counts.get(zone) ?? 0;
        const all = this.room.zones;
        const fewest = all.length < minDomains ? 0 : Math.min(...all.map(count));
        const valid = left.filter((zone) => count(zone) + 1 - fewest <= maxSkew);
        const least = Math.min(...valid.map(count));
        const best = valid.filter((zone) => count(zone) === least);
        return best.slice(Math.floor(this.random() * best.length)).slice(0, 1);
      }, zones);
  }
}

/**
 * The nodes that Karpenter starts for pods that have no place, in the order in which they become ready.
 * @param random from 0 to 1: decides between zones that are equal
 */
export function nodesToStart(
  waiting: readonly PodGroup[],
  nodes: readonly OpenNode[],
  room: Room,
  random: () => number,
): OpenNode[] {
  const simulation = new Simulation(nodes, room, random);
  for (const group of largestFirst(waiting)) simulation.add(group);
  return simulation.claims
    .filter(({ pods }) => pods.length > 0)
    .map(({ zones }) => new OpenNode(zones[Math.floor(random() * zones.length)] ?? ""));
}
