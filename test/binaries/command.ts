import type { Streams } from "../../cli/run/deliver";
import { Interrupted, INTERRUPTED, interruptible } from "../../cli/run/interruptible";
import { textTable } from "../../cli/print/text-table";
import { progressOn } from "../../rehearsal/progress";
import { InputError } from "../../tiers";
import type { Binary, GetOptions } from "./binary";
import { binariesNamed } from "./registry";

const EXIT = { fine: 0, defect: 1, wrongInput: 2, interrupted: INTERRUPTED } as const;

async function getAll(binaries: readonly Binary[], options: GetOptions): Promise<string> {
  const rows: string[][] = [];
  for (const { name, get } of binaries) {
    options.signal?.throwIfAborted();
    const start = Date.now();
    const { version, from, path } = await get(options);
    const seconds = (Date.now() - start) / 1000;
    rows.push([name, version, from, seconds.toFixed(0), path]);
  }
  return textTable(
    rows,
    ["left", "left", "left", "right", "left"],
    ["name", "version", "from", "seconds", "path"],
  );
}

/**
 * Gets the binaries that are named, or all, one after another, and prints where they are.
 * @returns the exit code; nothing is thrown
 */
export async function main(
  names: readonly string[],
  { stdout, stderr }: Streams,
  options: Pick<GetOptions, "env" | "limitMs"> = {},
): Promise<number> {
  try {
    const binaries = binariesNamed(names);
    const text = await interruptible((signal) =>
      getAll(binaries, { ...options, progress: progressOn(stderr), signal }),
    );
    stdout.write(`${text}\n`);
    return EXIT.fine;
  } catch (error) {
    if (error instanceof InputError || error instanceof Interrupted) {
      stderr.write(`${error.message}\n`);
      return error instanceof Interrupted ? EXIT.interrupted : EXIT.wrongInput;
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stderr.write(`This is a defect of test/binaries, not of your machine:\n${detail}\n`);
    return EXIT.defect;
  }
}
