import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE, ROOT } from "../../cli/record/kept.cjs";
import { textTable } from "../../cli/print/text-table";
import { timed } from "./programs";
import { median } from "./statistics";

/** A command as a person types it, and how many times the loading of the SDK it may take. */
const COMMANDS: readonly (readonly [command: string, target: number])[] = [
  ["preview 500", 1.8],
  ["cost --all", 3],
  ["upgrade 500 2k", 3],
  ["policy --all", 3],
];

const SDK = `const aws = require("@pulumi/aws"); require("@pulumi/pulumi"); require("@pulumi/kubernetes"); aws.ec2.Vpc;`;

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} failed:\n${stderr}`);
}

const wholeProcess = (args: readonly string[]): Promise<number> =>
  timed(() => {
    run(args);
    return Promise.resolve();
  });

/** As after `npm ci`: no bundle of the command and no recording is there. */
function forget(): void {
  for (const kept of ["cli", "compiled", "manifests"])
    rmSync(join(CACHE, kept), { recursive: true, force: true });
}

/**
 * Whole processes from start to end, against one that loads Pulumi's three SDK packages and does nothing: the first run of
 * a command after the sources have changed, which makes a bundle and records, and every later one.
 * @param count of the commands
 */
export async function feltSpeed(rounds: number, count = COMMANDS.length): Promise<void> {
  const rows: string[][] = [];
  const times = { sdk: [] as number[], first: [] as number[], again: [] as number[] };
  for (const [command, target] of COMMANDS.slice(0, count)) {
    for (const list of Object.values(times)) list.length = 0;
    const args = ["cli/start.cjs", ...command.split(" ")];
    for (let round = 0; round < rounds; round += 1) {
      times.sdk.push(await wholeProcess(["-e", SDK]));
      forget();
      times.first.push(await wholeProcess(args));
      times.again.push(await wholeProcess(args));
    }
    const sdk = median(times.sdk);
    const shown = (own: readonly number[]): string[] => [
      `${median(own).toFixed(0)} ms`,
      `${median(own.map((value, index) => value / (times.sdk[index] ?? Number.NaN))).toFixed(2)}×`,
    ];
    rows.push([
      command,
      `${sdk.toFixed(0)} ms`,
      ...shown(times.first),
      ...shown(times.again),
      `${target.toFixed(1)}×`,
    ]);
  }
  console.log(
    "Whole processes against one that loads the three SDK packages; the target is for every run but the first",
  );
  console.log(
    textTable(
      rows,
      ["left", "right", "right", "right", "right", "right", "right"],
      ["command", "SDK alone", "first run", "", "again", "", "target"],
    ),
  );
}
