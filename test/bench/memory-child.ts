import { dryRun } from "../../stacks/dry-run";
import { parseTierName } from "../../tiers";
import { bareProgram, withoutStackTraces } from "./programs";

// One run in a process of its own, whose peak memory is printed in MiB: `tier 500`, or `bare 215`.
async function run([kind, what = ""]: readonly string[]): Promise<void> {
  if (kind === "tier") await dryRun(parseTierName(what));
  else await withoutStackTraces(() => bareProgram(Array.from({ length: Number(what) }, () => ({}))));
  process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)));
}

void run(process.argv.slice(2));
