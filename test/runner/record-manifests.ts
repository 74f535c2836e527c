import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { RECORDER_OPTIONS } from "./recorder.cjs";
import type { RECORDING_LISTS } from "./recordings";

const RECORDERS = Math.min(availableParallelism(), 4);

/**
 * Records a list in processes of their own: jest's module registry doubles the time of a recording. Recordings of the same
 * sources are there already and cost nothing.
 * @param positions of those to record. Default: all
 */
export async function recordAll(
  list: keyof typeof RECORDING_LISTS,
  positions?: readonly number[],
): Promise<void> {
  await Promise.all(
    Array.from({ length: RECORDERS }, (_, index) =>
      promisify(execFile)(process.execPath, [
        ...RECORDER_OPTIONS,
        join(__dirname, "record-share.ts"),
        list,
        String(index),
        String(RECORDERS),
        ...(positions ?? []).map(String),
      ]),
    ),
  );
}

/**
 * Records once, before any test, what most suites read: jest would load Pulumi's SDK anew for each of them. Not for suites
 * that are named one by one, which record what they read.
 */
export default async function recordManifests({
  testPathPatterns,
}: {
  readonly testPathPatterns: { isSet(): boolean };
}): Promise<void> {
  if (!testPathPatterns.isSet()) await recordAll("shared");
}
