import * as aws from "@pulumi/aws";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as random from "@pulumi/random";
import { textTable } from "../../cli/print/text-table";
import { isCustomResource, type Manifest, type ManifestResource } from "../../models/manifest/manifest";
import { progressOn } from "../../rehearsal/progress";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { rehearse, type Rehearsal, type RehearsalOptions, type Run } from "../../rehearsal/rehearsal";
import { dryRun } from "../../stacks/dry-run";
import { DRY_RUN_CONFIG, PROJECT, STACK } from "../../stacks/dry-run-config";
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

interface Side {
  readonly title: string;
  readonly program: (manifest: Manifest) => PulumiFn;
}

const objectsOf = (manifest: Manifest): ManifestResource[] => manifest.resources.filter(isCustomResource);

/** Our program first; the others say what of its time the engine takes for as many, or as large, resources. */
const SIDES: readonly Side[] = [
  { title: "tier", program: () => async () => ({ ...(await program()) }) },
  {
    title: "empty",
    program: (manifest) => () => {
      objectsOf(manifest).forEach((_, index) => new random.RandomId(`id-${index}`, { byteLength: 4 }));
      return Promise.resolve();
    },
  },
  {
    // A queue for each object, which holds the object's inputs as text: it is changed when they are.
    title: "same size",
    program: (manifest) => () => {
      for (const { type, name, inputs } of objectsOf(manifest))
        new aws.sqs.Queue(`${type}-${name}`, { policy: JSON.stringify(inputs) });
      return Promise.resolve();
    },
  },
];

/** Every side's stack alive at once, in turn step by step, so that a machine whose speed drifts drifts for all. */
async function together(
  common: Pick<RehearsalOptions, "pulumiCommand" | "project" | "stack">,
  manifestNow: () => Manifest,
  steps: (stacks: readonly Rehearsal[]) => Promise<void>,
  begun: readonly Rehearsal[] = [],
): Promise<void> {
  const side = SIDES[begun.length];
  if (side === undefined) return steps(begun);
  const options: RehearsalOptions = {
    ...common,
    program: () => side.program(manifestNow())(),
    config: {
      ...DRY_RUN_CONFIG,
      [`${PROJECT}:tier`]: manifestNow().tier,
      // One up for each step, as each of the others is one.
      [`${PROJECT}:allowUnphasedStep`]: "true",
    },
  };
  await rehearse(options, (stack) => together(common, manifestNow, steps, [...begun, stack]));
}

/** The engine with tiers against the engine with as many resources that have nothing to them, or only their size. */
export async function engineRuns(): Promise<void> {
  const { path, version } = await findPulumiCli({ progress: progressOn(process.stderr) });
  const manifests = new Map<TierName, Manifest>();
  for (const tier of TIER_NAMES) manifests.set(tier, await dryRun(tier));
  const manifestOf = (tier: TierName): Manifest => {
    const manifest = manifests.get(tier);
    if (manifest === undefined) throw new Error(`No manifest of tier ${tier}.`);
    return manifest;
  };
  const common = { pulumiCommand: path, project: PROJECT, stack: STACK };
  const times: readonly Times[] = SIDES.map(() => new Map<string, number[]>());
  const record = async (
    title: string,
    stacks: readonly Rehearsal[],
    run: (stack: Rehearsal) => Promise<Run>,
  ) => {
    for (const [index, stack] of stacks.entries()) {
      const own = times[index];
      if (own !== undefined) add(own, title, await seconds(run(stack)));
    }
  };
  for (let round = 0; round < 5; round += 1)
    await together(
      common,
      () => manifestOf(TIER),
      async (stacks) => {
        await record("up", stacks, (stack) => stack.up());
        await record("up, no change", stacks, (stack) => stack.up());
        await record("refresh", stacks, (stack) => stack.refresh());
      },
    );
  let tier: TierName = TIER_NAMES[0];
  for (let round = 0; round < 3; round += 1) {
    tier = TIER_NAMES[0];
    await together(
      common,
      () => manifestOf(tier),
      async (stacks) => {
        const sums = stacks.map(() => 0);
        for (tier of TIER_NAMES)
          for (const [index, stack] of stacks.entries()) {
            await stack.setConfig({ [`${PROJECT}:tier`]: tier });
            sums[index] = (sums[index] ?? 0) + (await seconds(stack.up()));
          }
        for (const [index, own] of times.entries())
          add(own, "up through all tiers", sums[index] ?? Number.NaN);
      },
    );
  }
  report(version, times);
}

function report(version: string, times: readonly Times[]): void {
  const [ours, ...others] = times;
  if (ours === undefined) return;
  console.log(
    `\nPulumi's engine ${version} with tier ${TIER}, and with programs of as many resources: empty ones (target ${TARGET}×), and queues that hold as many bytes of input`,
  );
  const one = (value: number) => `${value.toFixed(1)} s`;
  const rows = [...ours].map(([operation, own]) => [
    operation,
    one(median(own)),
    ...others.flatMap((side) => {
      const other = side.get(operation) ?? [];
      const ratios = own.map((value, round) => value / (other[round] ?? Number.NaN));
      return [one(median(other)), `${median(ratios).toFixed(2)}×`];
    }),
  ]);
  const titles = SIDES.flatMap(({ title }, index) => (index === 0 ? [title] : [title, ""]));
  console.log(
    textTable(rows, ["left", "right", "right", "right", "right", "right"], ["operation", ...titles]),
  );
}
