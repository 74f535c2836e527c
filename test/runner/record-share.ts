import { recordedManifest } from "../../cli/record/recorded-manifest";
import { RECORDING_LISTS } from "./recordings";

/** Records one share of what suites read: `record-share.ts <list> <index> <of> [position…]`. */
async function main([name, index, of, ...positions]: readonly string[]): Promise<void> {
  const all = RECORDING_LISTS[name as keyof typeof RECORDING_LISTS];
  const list =
    positions.length === 0 ? all : all.filter((_, position) => positions.includes(String(position)));
  const own = list.filter((_, position) => position % Number(of) === Number(index));
  // One after another: a process holds one mocked program at a time.
  for (const [tier, config, options] of own) await recordedManifest(tier, config, options);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  // The SDK's own handler would note it and let the process end well.
  process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
  process.exitCode = 1;
});
