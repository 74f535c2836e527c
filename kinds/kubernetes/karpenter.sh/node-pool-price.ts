import { surplusVcpuHours } from "../../pricing/cpu-credits";
import { figuresOf, type Figures } from "../../pricing/figures";
import { HOURS_PER_MONTH } from "../../../models/load/month";
import type { CostItem, Formula, PoolNodes } from "../../pricing/formula";

/** Hours for which an old node and the new one run together. */
const REPLACEMENT_HOURS = 1;
/** Hours of one more node that the ceiling counts with: one day of replacements. */
const REPLACEMENT_HOURS_AT_CEILING = 24;

/** A node that is soon empty starts, runs a job, a release's pods or nothing, and waits for the 10 minutes of `consolidateAfter`. */
const PASSING_HOURS = 0.5;
/** The autoscalers rise to their maximum, a release is rolled out there, and the long job runs, once a day. */
const PASSES_PER_MONTH = HOURS_PER_MONTH / 24;

/** Beside the data volume a node has a small one with the operating system, which is read-only. */
const OS_VOLUME_GIB = 4;

const add = (left: Figures, right: Figures): Figures => ({
  floor: left.floor + right.floor,
  expected: left.expected + right.expected,
  ceiling: left.ceiling + right.ceiling,
});

/** Hours a month in which replacements run one node more, and at the ceiling nodes that soon are empty. */
function replacementHours(nodes: Figures, { nodeLifeHours, passing }: PoolNodes): Figures {
  const hours = figuresOf(nodes, (count) => (count * HOURS_PER_MONTH * REPLACEMENT_HOURS) / nodeLifeHours);
  const soonEmpty = passing() * PASSES_PER_MONTH * PASSING_HOURS;
  return { ...hours, ceiling: Math.max(hours.ceiling, REPLACEMENT_HOURS_AT_CEILING) + soonEmpty };
}

/** Surplus credits when every T4g core runs at full speed all month. */
function surplusCredits(nodes: Figures, { instanceType }: PoolNodes): CostItem[] {
  const vcpuHours = surplusVcpuHours(instanceType);
  if (vcpuHours === 0) return [];
  return [
    {
      item: "surplus CPU credits",
      priceKey: "ec2.cpuCredits.t4g",
      quantity: {
        floor: 0,
        expected: 0,
        ceiling: nodes.ceiling * vcpuHours,
      },
      basis: "usage",
      assumption:
        "T4g runs in unlimited mode unless the account's default is standard; the ceiling is every core at full speed all month",
      outsideFigures: true,
    },
  ];
}

/**
 * Nodes of a pool: EC2 hours, the Auto Mode fee on them and their disks. Nodes are no resources of the program; how
 * many there are follows from the pods.
 */
export const nodePoolPrice: Formula = (resource, context) => {
  const pool = context.nodesOf(resource);
  const { instanceType, dataVolumeGiB } = pool;
  const nodes = pool.running();
  const running = figuresOf(nodes, (count) => count * HOURS_PER_MONTH);
  const replacing = replacementHours(nodes, pool);
  const hours = add(running, replacing);
  const basis = pool.nodeCount === null ? "autoscale" : "fixed";
  return [
    {
      item: "instance hours",
      priceKey: `ec2.${instanceType}`,
      quantity: running,
      basis,
      assumption:
        pool.nodeCount === null
          ? "nodes that Karpenter starts for the pods as they come, in the worst of 20 orders, with memory reserved for 110 pods or for the type's default number"
          : null,
    },
    {
      item: "instance hours of replacements",
      priceKey: `ec2.${instanceType}`,
      quantity: replacing,
      basis,
      assumption: `an old and a new node run together for ${REPLACEMENT_HOURS} hour every ${pool.nodeLifeHours / 24} days; ${REPLACEMENT_HOURS_AT_CEILING} hours a month at the ceiling, and half an hour a day for each node that a job, a release or a pod placed elsewhere leaves empty`,
    },
    {
      item: "Auto Mode fee",
      priceKey: `eks.autoMode.${instanceType}`,
      quantity: hours,
      basis,
      assumption: null,
    },
    {
      item: "node volumes",
      priceKey: "ebs.gp3.storage",
      quantity: figuresOf(hours, (count) => (count / HOURS_PER_MONTH) * (dataVolumeGiB + OS_VOLUME_GIB)),
      basis,
      assumption: `a data volume of ${dataVolumeGiB} GiB and one of ${OS_VOLUME_GIB} GiB for the operating system`,
    },
    ...surplusCredits(nodes, pool),
  ];
};
