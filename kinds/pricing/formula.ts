import type { TierSpec } from "../../tiers";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import type { Workload } from "../../models/load/workload";
import type { Figures } from "./figures";

export const BASES = ["fixed", "autoscale", "usage"] as const;

/** What one resource is charged for, in the unit of the price; the price comes from the book. */
export interface CostItem {
  /** Names the item within its resource: "instance hours", "storage". */
  readonly item: string;
  readonly priceKey: string;
  /** How many of the price's unit a month: hours, GB-months, million-requests. */
  readonly quantity: Figures;
  readonly basis: (typeof BASES)[number];
  /** What was assumed to get the quantity; null when it follows from the inputs alone. */
  readonly assumption: string | null;
  /** Charged only when it happens and bounded by no setting: named, watched by an alarm, in none of the figures. */
  readonly outsideFigures?: true;
}

/** Nodes of a pool, which are no resources of the program: how many there are follows from the pods. */
export interface PoolNodes {
  readonly instanceType: string;
  /** Nodes of a pool of static capacity; null where the pods decide. */
  readonly nodeCount: number | null;
  /** Nodes at which the pool stops. */
  readonly nodeLimit: number;
  /** Hours after which a node is replaced at the latest. */
  /** Nodes whose pods find a place on others are taken away, and not only empty ones. */
  readonly consolidates: boolean;
  readonly nodeLifeHours: number;
  readonly dataVolumeGiB: number;
  /** Nodes that run all month. */
  readonly running: () => Figures;
  /** Nodes beside those at the ceiling, started for jobs or for pods that then went elsewhere, until they are empty. */
  readonly passing: () => number;
}

/** All that a formula may read. */
export interface CostContext {
  readonly tier: TierSpec;
  readonly manifest: Manifest;
  readonly workload: {
    readonly floor: Workload;
    readonly expected: Workload;
    readonly ceiling: Workload;
  };
  /** @throws UnpricedError for a pool whose fields cannot be read */
  readonly nodesOf: (pool: ManifestResource) => PoolNodes;
  /** Quantity of a price book's allowance, such as `cloudfront.free.requests`. */
  readonly allowance: (key: string) => number;
}

/**
 * What a resource costs, from its inputs as the manifest holds them.
 * @throws UnpricedError when an input has a value the formula does not know
 */
export type Formula = (resource: ManifestResource, context: CostContext) => CostItem[];
