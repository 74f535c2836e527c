import { setTimeout } from "node:timers/promises";

/** Lets seconds pass. */
export type Pause = (seconds: number) => Promise<void>;

export const pause: Pause = (seconds) => setTimeout(seconds * 1000);
