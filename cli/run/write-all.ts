import { writeSync } from "node:fs";
import { onceReady } from "../../rehearsal/once-ready";

/**
 * Writes all of it, however often that takes: a pipe takes as much as it has room for, and a full disk may take a part
 * without an error, of which the next write tells.
 * @throws the system's error
 */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    const from = written;
    written += onceReady(() => writeSync(descriptor, bytes, from));
  }
}
