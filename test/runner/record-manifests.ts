import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const RECORDERS = Math.min(availableParallelism(), 4);

/**
 * Records once, before any test, what most suites read: jest would load Pulumi's SDK anew for each of them, and its own
 * module registry doubles the time of a recording. Recordings of the same sources are there already and cost nothing.
 */
export default async function recordManifests(): Promise<void> {
  await Promise.all(
    Array.from({ length: RECORDERS }, (_, index) =>
      promisify(execFile)(process.execPath, [
        "--import",
        "tsx",
        join(__dirname, "record-share.ts"),
        String(index),
        String(RECORDERS),
      ]),
    ),
  );
}
