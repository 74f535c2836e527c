import * as random from "@pulumi/random";
import { table } from "../../cli/table";
import { isCustomResource } from "../../models/manifest";
import { progressOn } from "../../rehearsal/progress";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { rehearse, type Rehearsal, type RehearsalOptions, type Run } from "../../rehearsal/rehearsal";
import { dryRun, DRY_RUN_CONFIG, PROJECT, STACK } from "../../stacks/dry-run";
import { program } from "../../stacks/program";
import { TIER_NAMES, type TierName } from "../../tiers";
import { median } from "./statistics";

const TARGET = 1.3;
const TIER: TierName = "500";

/** Seconds of each operation, or of a chain of them. */
type Times = Map<string, number[]>;

function add(times: Times, operation: string, seconds: number): void {
  times.set(operation, [...(times.get(operation) ?? []), seconds]);
}

async function seconds(run: Promise<Run>): Promise<number> {
  const { succeeded, failure, seconds: took } = await run;
  if (!succeeded) throw new Error(failure);
  return took;
}

/** Runs both at once alive, in turn step by step, so that a machine whose speed drifts drifts for both. */
async function both(
  common: Pick<RehearsalOptions, "pulumiCommand" | "project" | "stack">,
  tier: TierName,
  steps: (ours: Rehearsal, bare: Rehearsal, amount: { resources: number }) => Promise<void>,
): Promise<void> {
  const amount = { resources: 0 };
  const oursOptions: RehearsalOptions = {
    ...common,
    program: async () => ({ ...(await program()) }),
    config: { ...DRY_RUN_CONFIG, [`${PROJECT}:tier`]: tier },
  };
  const bareOptions: RehearsalOptions = {
    ...common,
    program: () => {
      for (let index = 0; index < amount.resources; index += 1)
        new random.RandomId(`id-${index}`, { byteLength: 4 });
      return Promise.resolve();
    },
    config: {},
  };
  await rehearse(oursOptions, (ours) => rehearse(bareOptions, (bare) => steps(ours, bare, amount)));
}

/** The engine with tiers against the engine with as many resources that have nothing to them. */
export async function engineRuns(isQuick: boolean): Promise<void> {
  const { path, version } = await findPulumiCli({ progress: progressOn(process.stderr) });
  const resources = new Map<TierName, number>();
  for (const tier of TIER_NAMES)
    resources.set(tier, (await dryRun(tier)).resources.filter(isCustomResource).length);
  const common = { pulumiCommand: path, project: PROJECT, stack: STACK };
  const oursTimes: Times = new Map();
  const bareTimes: Times = new Map();
  const rounds = isQuick ? 1 : 5;
  for (let round = 0; round < rounds; round += 1)
    await both(common, TIER, async (ours, bare, amount) => {
      amount.resources = resources.get(TIER) ?? 0;
      const operations = [
        ["up", "up"],
        ["up, no change", "up"],
        ["refresh", "refresh"],
      ] as const;
      for (const [title, operation] of operations) {
        add(oursTimes, title, await seconds(ours[operation]()));
        add(bareTimes, title, await seconds(bare[operation]()));
      }
    });
  const chain = "up through all six tiers";
  for (let round = 0; round < (isQuick ? 1 : 3); round += 1)
    await both(common, TIER_NAMES[0], async (ours, bare, amount) => {
      let oursSum = 0;
      let bareSum = 0;
      for (const tier of TIER_NAMES) {
        await ours.setConfig({ [`${PROJECT}:tier`]: tier });
        amount.resources = resources.get(tier) ?? 0;
        oursSum += await seconds(ours.up());
        bareSum += await seconds(bare.up());
      }
      add(oursTimes, chain, oursSum);
      add(bareTimes, chain, bareSum);
    });
  console.log(
    `\nPulumi's engine ${version} with tier ${TIER} against a program of as many empty resources (target ${TARGET}×)`,
  );
  const rows = [...oursTimes].map(([operation, own]) => {
    const bare = bareTimes.get(operation) ?? [];
    const ratios = own.map((value, round) => value / (bare[round] ?? Number.NaN));
    const one = (value: number) => `${value.toFixed(1)} s`;
    return [operation, one(median(own)), one(median(bare)), `${median(ratios).toFixed(2)}×`];
  });
  console.log(
    table(rows, ["left", "right", "right", "right"], ["operation", "tier", "empty resources", "ratio"]),
  );
}
