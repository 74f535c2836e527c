import { writeSync } from "node:fs";
import { errorCode } from "../../rehearsal/error-code";

/** From one try to the next, where the reader of a pipe is slower than we are. */
const PAUSE_MS = 2;

const pause = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);

/**
 * Writes all of it, however often that takes: a pipe takes as much as it has room for, and a full disk may take a part
 * without an error, of which the next write tells.
 * @throws the system's error
 */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;)
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
      pause();
    }
}
