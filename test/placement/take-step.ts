import type { RecordedStep } from "../../cli/record/record-step";
import type { NodePool } from "../../models/cost/nodes/pool";
import type { Manifest } from "../../models/manifest/manifest";
import { latest } from "../../models/time/span";
import type { UpgradePhase } from "../../models/upgrade/report";
import { upgradeReport } from "../../models/upgrade/upgrade";
import { Happened, wrongWords } from "./happened";
import type { Living } from "./living";
import { difference, PhaseTime, type Timed } from "./phase-time";
import { poolName, poolsOf } from "./pools";
import { RealClock } from "./real-clock";
import type { Watch } from "./watch";

/** What happened in a phase. */
export interface PhaseTaken {
  readonly name: string;
  /** Budgets that were not kept, pools over their limit, and pods that got no place. */
  readonly faults: readonly string[];
  /** Names of static pools that it deleted, each with the nodes that it had then. */
  readonly deleted: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Minutes on AWS of each operation on pods, of the `up`, and of the wait for nodes after it. */
  readonly timed: readonly Timed[];
  /** Sets of pods of which the report says something else than what they saw. */
  readonly wrongWords: readonly string[];
}

/** Every manifest on the way, the first being what is there. */
export const wayOf = ({ from, between, to }: RecordedStep): readonly (readonly [string, Manifest])[] => [
  ["from", from.manifest],
  ...between.map(({ name, manifest }) => [name, manifest] as const),
  ["to", to.manifest],
];

/** An `up` of a report, and the wait for nodes after it. */
interface Reported {
  readonly up: UpgradePhase;
  readonly wait: UpgradePhase | undefined;
}

const waitsForNodes = ({ commands }: UpgradePhase): boolean =>
  commands.some((command) => command.startsWith("kubectl wait node"));

function reportedUps({ from, to, between, overrides }: RecordedStep): Reported[] {
  const { phases } = upgradeReport(from, to, between, overrides);
  const isUp = ({ kind }: UpgradePhase): boolean => kind === "up";
  return phases.filter(isUp).map((up) => {
    const after = phases.slice(phases.indexOf(up) + 1);
    const next = after.findIndex(isUp);
    return { up, wait: after.slice(0, next < 0 ? after.length : next).find(waitsForNodes) };
  });
}

/** Static pools that are there before and not after, with the nodes that they have. */
async function deletedPools(
  living: Living,
  before: readonly NodePool[],
  after: readonly NodePool[],
): Promise<Record<string, number>> {
  const here = await living.nodes();
  const goes = before.filter(
    (pool) => pool.nodeCount !== null && !after.map(poolName).includes(poolName(pool)),
  );
  return Object.fromEntries(
    goes.map((pool) => [poolName(pool), here.filter((node) => node.pool === poolName(pool)).length]),
  );
}

/**
 * Takes the step that a report shows on a cluster that has what it comes from, `up` by `up`, with what the report tells
 * somebody to wait for between them.
 */
export async function takeStep(living: Living, watch: Watch, step: RecordedStep): Promise<PhaseTaken[]> {
  const reported = reportedUps(step);
  const way = wayOf(step);
  const clock = new RealClock();
  const happened = new Happened();
  const takePhase = async (position: number, name: string, manifest: Manifest): Promise<PhaseTaken> => {
    const before = way[position - 1]?.[1];
    const phase = reported[position - 1];
    if (before === undefined || phase === undefined) throw new Error(`The report has no up for ${name}.`);
    const { up, wait } = phase;
    const began = Date.now();
    await watch.begin();
    clock.begin(living.sight);
    happened.begin(living.sight);
    const time = new PhaseTime(clock, up);
    const after = poolsOf(manifest);
    const deleted = await deletedPools(living, poolsOf(before), after);
    await living.up(manifest, time);
    const pending = await living.settle();
    const emptied = after.filter(({ nodeCount }) => nodeCount === 0).map(poolName);
    await living.until(
      async () => !(await living.nodes()).some(({ pool }) => emptied.includes(pool)),
      `${emptied.join(", ")} keep nodes.`,
    );
    const gone = latest(...emptied.map((pool) => clock.goneAt(pool)));
    return {
      name,
      faults: [
        ...pending.map((pod) => `pending: ${pod}`),
        ...(await watch.faults([...poolsOf(before), ...after])),
      ],
      deleted,
      seconds: Math.round((Date.now() - began) / 1000),
      timed: [
        ...time.timed,
        { name: "up", took: time.total, reported: up },
        ...(wait === undefined
          ? []
          : [{ name: "nodes gone", took: difference(gone, time.total), reported: wait }]),
      ],
      wrongWords: wrongWords(happened.words(), up, [before, manifest]),
    };
  };
  const taken: PhaseTaken[] = [];
  await living.watched(clock, () =>
    living.watched(happened, async () => {
      for (const [position, [name, manifest]] of way.entries())
        if (position > 0) taken.push(await takePhase(position, name, manifest));
    }),
  );
  return taken;
}
