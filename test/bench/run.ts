import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { join } from "node:path";
import { table } from "../../cli/table";
import { dryRun } from "../../stacks/dry-run";
import { TIER_NAMES, type TierName } from "../../tiers";
import { bareProgram, timed, withoutStackTraces } from "./programs";
import { median } from "./statistics";

const ROOT = join(__dirname, "../..");
const quick = process.argv.includes("--quick");
const ROUNDS = quick ? 2 : 9;
const TARGETS = { dryRun: 1.5, coldStart: 2.5 };

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const ratio = (value: number): string => `${value.toFixed(2)}×`;

interface Pair {
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
}

/** Runs two things in turn, so that a machine whose speed drifts drifts for both. */
async function paired(ours: () => Promise<unknown>, bare: () => Promise<unknown>): Promise<Pair> {
  await ours();
  await bare();
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
  const sizes = new Map<TierName, number>();
  for (const tier of TIER_NAMES) sizes.set(tier, (await dryRun(tier)).resources.length);
  const rows: string[][] = [];
  for (const [tier, resources] of sizes) {
    const pair = await paired(
      () => dryRun(tier),
      () => withoutStackTraces(() => bareProgram(resources)),
    );
    rows.push([tier.toUpperCase(), String(resources), ms(pair.ours), ms(pair.bare), ratio(pair.ratio)]);
  }
  const allSix = await paired(
    async () => {
      for (const tier of TIER_NAMES) await dryRun(tier);
    },
    () =>
      withoutStackTraces(async () => {
        for (const resources of sizes.values()) await bareProgram(resources);
      }),
  );
  const total = [...sizes.values()].reduce((sum, resources) => sum + resources, 0);
  rows.push(["all six", String(total), ms(allSix.ours), ms(allSix.bare), ratio(allSix.ratio)]);
  const slow = await paired(
    () => dryRun("500"),
    () => bareProgram(sizes.get("500") ?? 0),
  );
  console.log(
    `Dry run against a bare mocked program of as many resources without inputs (target ${ratio(TARGETS.dryRun)})`,
  );
  console.log(
    table(
      rows,
      ["left", "right", "right", "right", "right"],
      ["tier", "resources", "dry run", "bare", "ratio"],
    ),
  );
  console.log(
    `Bare program with the SDK's stack traces left on, tier 500: ${ms(slow.bare)}, ratio ${ratio(slow.ratio)}`,
  );
  console.log(
    `Memory of this process at its peak: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB\n`,
  );
}

function child(args: readonly string[]): () => Promise<void> {
  return () => {
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
    if (status !== 0) throw new Error(`node ${args.join(" ")} failed:\n${stderr}`);
    return Promise.resolve();
  };
}

async function coldStart(): Promise<void> {
  const imports = `const aws = require("@pulumi/aws"); require("@pulumi/pulumi"); require("@pulumi/kubernetes"); aws.ec2.Vpc;`;
  const pair = await paired(
    child(["--import", "tsx", "cli/main.ts", "preview", "500"]),
    child(["-e", imports]),
  );
  console.log(
    `Cold start of preview 500 against loading the three SDK packages (target ${ratio(TARGETS.coldStart)})`,
  );
  console.log(`preview 500 ${ms(pair.ours)}, packages ${ms(pair.bare)}, ratio ${ratio(pair.ratio)}`);
}

async function main(): Promise<void> {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, median of ${ROUNDS} pairs\n`,
  );
  await dryRuns();
  await coldStart();
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
