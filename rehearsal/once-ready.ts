import { errorCode } from "./error-code";

/** From one try to the next, where the other end of a pipe is slower than we are. */
const PAUSE_MS = 2;

const pause = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);

/**
 * What a read or write answers, once a pipe has something to read or room to write.
 * @throws the system's error
 */
export function onceReady(call: () => number): number {
  for (;;)
    try {
      return call();
    } catch (error) {
      if (errorCode(error) !== "EAGAIN") throw error;
      pause();
    }
}
