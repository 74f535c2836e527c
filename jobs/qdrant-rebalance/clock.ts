import { setTimeout as wait } from "node:timers/promises";

export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Waits. @throws Stopped when the program is told to stop meanwhile */
  sleep(milliseconds: number): Promise<void>;
}

/** Kubernetes, or a person, wants the program to end. */
export class Stopped extends Error {}

/** The clock of the machine, whose waiting ends with the signal. */
export function systemClock(signal: AbortSignal): Clock {
  return {
    now: () => performance.now(),
    sleep: async (milliseconds) => {
      try {
        await wait(milliseconds, undefined, { signal });
      } catch {
        throw new Stopped();
      }
    },
  };
}
