import { recordedManifest } from "../../cli/record/recorded-manifest";
import { RECORDINGS } from "./recordings";

/** Records one share of what the suites read: `record-share.ts <index> <of>`. */
async function main([index, of]: readonly number[]): Promise<void> {
  const own = RECORDINGS.filter((_, position) => position % (of ?? 1) === index);
  // One after another: a process holds one mocked program at a time.
  for (const [tier, config, options] of own) await recordedManifest(tier, config, options);
}

main(process.argv.slice(2).map(Number)).catch((error: unknown) => {
  // The SDK's own handler would note it and let the process end well.
  process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
  process.exitCode = 1;
});
