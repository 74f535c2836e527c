/* eslint-disable jest/no-export -- Suites describe tiers with it. */
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { allocatableOfType } from "../../models/cost/nodes/allocatable";
import { assuming } from "../../models/cost/nodes/node-assumption";
import { randomFrom } from "../../models/cost/nodes/random-order";
import { tierNodes } from "../../models/cost/nodes/tier-nodes";
import type { TierName } from "../../tiers";
import { sampled } from "../support/seed";
import { clear } from "./clear";
import { figuresOf, nodesIn, used } from "./counts";
import { withLiving } from "./living";
import { findPrograms } from "./programs";

const ORDERS = 20;

interface Counts {
  readonly atMinimum: number;
  readonly atMaximum: number;
}

const spread = (counts: readonly number[]): string => `${Math.min(...counts)} to ${Math.max(...counts)}`;

/** Each tier has a file of its own, so that they run beside each other. */
export const describeOrders = (tier: TierName): void => {
  test(`${tier} comes twenty times on one cluster, in another order each time, and never needs more nodes than are priced`, async () => {
    const manifest = await recordedManifest(tier);
    const [app] = tierNodes(manifest, assuming());
    if (app === undefined) throw new Error(`${tier} has no node pool.`);
    const options = {
      allocatableOfType: (type: string) => allocatableOfType(type, tier),
      random: randomFrom(sampled(`Orders of ${tier}`, 1_000_000)),
    };
    const programs = await findPrograms("newest", (line) => process.stderr.write(`${line}\n`));
    const counts: Counts[] = [];
    await withLiving(programs, [manifest], options, async (living) => {
      const usedNow = async (): Promise<number> => used(nodesIn(app, await living.nodes())).length;
      for (let order = 0; order < ORDERS; order++) {
        await living.up(manifest);
        expect(await living.settle()).toEqual([]);
        const atMinimum = await usedNow();
        await living.raiseAll();
        expect(await living.settle()).toEqual([]);
        counts.push({ atMinimum, atMaximum: await usedNow() });
        await clear(living, manifest);
      }
    });
    const minimum = counts.map(({ atMinimum }) => atMinimum);
    const maximum = counts.map(({ atMaximum }) => atMaximum);
    process.stdout.write(
      `${tier} in ${ORDERS} orders: ${spread(minimum)} nodes at the minimum, ${spread(maximum)} at the maximum\n`,
    );
    const { floor, ceiling } = figuresOf(manifest, app).running;
    expect(Math.max(...minimum)).toBeLessThanOrEqual(floor);
    expect(Math.max(...maximum)).toBeLessThanOrEqual(ceiling);
  });
};
/* eslint-enable jest/no-export -- Nothing else in this file is exported. */
