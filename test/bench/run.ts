import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { ofTier } from "../../cli/record/subject";
import { estimateTier } from "../../cli/record/estimate-tier";
import { sideBySideDocument } from "../../cli/cost/side-by-side-document";
import { PLAIN } from "../../cli/print/style";
import { textTable } from "../../cli/print/text-table";
import { recordStep } from "../../cli/record/record-step";
import { textOf } from "../../cli/print/text-printer";
import { upgradeDocument } from "../../cli/upgrade/upgrade-document";
import { upgradeReport } from "../../models/upgrade/upgrade";
import { dryRun } from "../../stacks/dry-run";
import { TIER_NAMES, tierNamed, tierPhases, type TierName } from "../../tiers";
import { engineRuns } from "./engine";
import { feltSpeed } from "./felt-speed";
import { policies } from "./policies";
import { bareProgram, timed, withoutStackTraces } from "./programs";
import { median } from "./statistics";

const ROOT = join(__dirname, "../..");
const quick = process.argv.includes("--quick");
const ROUNDS = quick ? 1 : 9;
/** The short run shows that every part of the benchmark works; its figures are no measurement. */
const TIERS: readonly TierName[] = quick ? TIER_NAMES.slice(0, 2) : TIER_NAMES;
const TARGETS = { dryRun: 1.5, costs: 1.3, upgrades: 1.3 };

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const ratio = (value: number): string => `${value.toFixed(2)}×`;

interface Pair {
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
}

/** Runs two things in turn, so that a machine whose speed drifts drifts for both. */
async function paired(ours: () => Promise<unknown>, bare: () => Promise<unknown>): Promise<Pair> {
  if (!quick) {
    await ours();
    await bare();
  }
  const rounds: Pair[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = await timed(ours);
    const second = await timed(bare);
    rounds.push({ ours: first, bare: second, ratio: first / second });
  }
  return {
    ours: median(rounds.map((round) => round.ours)),
    bare: median(rounds.map((round) => round.bare)),
    ratio: median(rounds.map((round) => round.ratio)),
  };
}

async function dryRuns(): Promise<void> {
  const inputs = new Map<TierName, Record<string, unknown>[]>();
  for (const tier of TIERS)
    inputs.set(
      tier,
      (await dryRun(tier)).resources.map((resource) => resource.inputs),
    );
  const everything = [...inputs.values()];
  const empty = (own: readonly unknown[]): Record<string, unknown>[] => own.map(() => ({}));
  const rows: string[][] = [];
  const compare = async (
    label: string,
    lists: readonly Record<string, unknown>[][],
    ours: () => Promise<unknown>,
  ): Promise<void> => {
    const bare = (change: (own: Record<string, unknown>[]) => Record<string, unknown>[]) => async () => {
      for (const own of lists) await bareProgram(change(own));
    };
    const withoutTraces = await paired(ours, () => withoutStackTraces(bare(empty)));
    const withTraces = await paired(ours, bare(empty));
    const sameInputs = await paired(ours, () => withoutStackTraces(bare((own) => own)));
    const answered = await paired(ours, () =>
      withoutStackTraces(async () => {
        for (const own of lists) await bareProgram(own, true);
      }),
    );
    const resources = lists.reduce((sum, own) => sum + own.length, 0);
    const columns = [withTraces, withoutTraces, sameInputs, answered].map(
      (pair) => `${ms(pair.bare)} ${ratio(pair.ratio)}`,
    );
    rows.push([label, String(resources), ms(withoutTraces.ours), ...columns]);
  };
  for (const [tier, own] of inputs) await compare(tier.toUpperCase(), [own], () => dryRun(tier));
  await compare("together", everything, async () => {
    for (const tier of TIERS) await dryRun(tier);
  });
  console.log("Dry run against bare mocked programs of as many resources, with the ratio to each");
  console.log(`(target ${ratio(TARGETS.dryRun)} against empty resources):`);
  console.log(
    textTable(
      rows,
      ["left", "right", "right", "right", "right", "right", "right"],
      ["tier", "resources", "dry run", "empty", "empty, no traces", "same inputs", "and outputs"],
    ),
  );
  console.log("");
  memory(inputs);
}

function peakMiB(...args: string[]): number {
  const own = ["--import", "tsx", "test/bench/memory-child.ts", ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, own, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${own.join(" ")} failed:\n${stderr}`);
  return Number(stdout);
}

/** Peak memory of one run in a fresh process; the bare program's process loads the same code. */
function memory(inputs: ReadonlyMap<TierName, readonly unknown[]>): void {
  const rows = [...inputs].slice(0, quick ? 1 : undefined).map(([tier, own]) => {
    const ours = peakMiB("tier", tier);
    const bare = peakMiB("bare", String(own.length));
    return [tier.toUpperCase(), `${ours} MiB`, `${bare} MiB`, ratio(ours / bare)];
  });
  console.log("Peak memory of a process that does one run");
  console.log(textTable(rows, ["left", "right", "right", "right"], ["tier", "dry run", "empty", "ratio"]));
  console.log("");
}

/** What estimating and laying out the tiers adds to recording them. */
async function costs(): Promise<void> {
  const pair = await paired(
    async () => {
      const all = [];
      for (const tier of TIERS) all.push(await estimateTier(ofTier(tier)));
      textOf(sideBySideDocument(all), PLAIN);
    },
    async () => {
      for (const tier of TIERS) await dryRun(tier);
    },
  );
  console.log(`cost --all against the dry runs alone (target ${ratio(TARGETS.costs)})`);
  console.log(`cost --all ${ms(pair.ours)}, dry runs ${ms(pair.bare)}, ratio ${ratio(pair.ratio)}\n`);
}

/** What a report of a step adds to recording its two ends, and how many more recordings its phases take. */
async function upgrades(): Promise<void> {
  const rows: string[][] = [];
  for (const [index, to] of TIERS.slice(1).entries()) {
    const from = TIERS[index] ?? to;
    const ends = async () => {
      for (const tier of [from, to]) await dryRun(tier, {}, { tellsSecretsApart: true });
    };
    const pair = await paired(async () => {
      const step = await recordStep(from, to, false);
      textOf(upgradeDocument(upgradeReport(step.from, step.to, step.between)), PLAIN);
    }, ends);
    const recordings = 1 + tierPhases(tierNamed(from), tierNamed(to)).length;
    rows.push([
      `${from.toUpperCase()} to ${to.toUpperCase()}`,
      ms(pair.ours),
      ms(pair.bare),
      ratio(pair.ratio),
      String(recordings),
      ratio((pair.ratio * 2) / recordings),
    ]);
  }
  console.log(
    `A report of a tier step against its recordings (target ${ratio(TARGETS.upgrades)}); every phase between`,
  );
  console.log("the two ends is recorded too:");
  console.log(
    textTable(
      rows,
      ["left", "right", "right", "right", "right", "right"],
      ["step", "report", "two ends", "ratio", "recordings", "for each"],
    ),
  );
  console.log("");
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${quick ? "one pair each" : `median of ${ROUNDS} pairs`}\n`,
  );
  await dryRuns();
  await costs();
  await upgrades();
  await policies(ROUNDS, quick ? 2 : undefined);
  await feltSpeed(ROUNDS, quick ? 1 : undefined);
  if (!quick) await engineRuns();
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
