import { assuming, VARIATIONS, type NodeAssumption } from "../../models/cost/nodes/node-assumption";
import { tierNamed, type TierName } from "../../tiers";
import { sampled } from "../support/seed";
import { DISTURBANCES, type Disturbance } from "./place";
import { versionsTried, type Version } from "./programs";
import { isAll } from "./scope";

/** How a tier is built. */
export interface Case {
  readonly tier: TierName;
  readonly karpenter: Version;
  /** What its nodes are like, in words. */
  readonly nodes: string;
  readonly assumption: NodeAssumption;
  readonly disturbances: readonly Disturbance[];
}

/** What is priced: the worse of both reservations. */
export const PRICED: Readonly<Record<string, NodeAssumption>> = {
  "memory for 110 pods": assuming(),
  "memory for the default number of pods": assuming({ reservation: "defaultPods" }),
};

/**
 * No tier has room with a tenth less: from 500 on the model says which pod has no place, and at 100 the real programs left a
 * pod of a release without one (docs/placement.md).
 */
const { "a tenth more": more, "17 pods a node": fewerPods } = VARIATIONS;
const OTHER_NODES = { "a tenth more": more, "17 pods a node": fewerPods };

/**
 * Static pools do not drift in a sample: how often Karpenter takes a replacement back and tries again ten seconds later is
 * chance (kubernetes-sigs/karpenter #3250), and so is how long it takes.
 */
const hasStaticPools = (tier: TierName): boolean => tierNamed(tier).qdrant.placement === "dedicated";

const casesWith = (
  tier: TierName,
  karpenter: Version,
  assumptions: Readonly<Record<string, NodeAssumption>>,
  disturbances: readonly Disturbance[],
): Case[] =>
  Object.entries(assumptions).map(([nodes, assumption]) => ({
    tier,
    karpenter,
    nodes,
    assumption,
    disturbances,
  }));

/**
 * A tier with every version and both reservations, and with nodes that are otherwise than they are priced; or once, as the
 * seed decides, with one disturbance.
 */
export function casesOf(tier: TierName): Case[] {
  const priced = versionsTried().flatMap((karpenter) => casesWith(tier, karpenter, PRICED, DISTURBANCES));
  if (isAll())
    return [
      ...priced.map((one) => ({ ...one, disturbances: [...DISTURBANCES, "zone lost" as const] })),
      ...casesWith(tier, "newest", OTHER_NODES, []),
    ];
  const some = DISTURBANCES.filter((each) => each !== "drifted" || !hasStaticPools(tier));
  const disturbance = some[sampled(`Disturbance of ${tier}`, some.length) - 1];
  return priced
    .slice(sampled(`Karpenter and reservation of ${tier}`, priced.length) - 1)
    .slice(0, 1)
    .map((one) => ({ ...one, disturbances: disturbance === undefined ? [] : [disturbance] }));
}
