import type { UpgradePhase } from "./report";

/** Work beside the `up`s: all but its place in the order. */
export type HandPhase = Omit<UpgradePhase, "number">;

export const byHand: Pick<HandPhase, "kind" | "steps"> = { kind: "hand", steps: [] };
export const NOT_COUNTED = { minutesMin: 0, minutesMax: 0 };

/** Documented for a reboot with failover: 60 to 120 seconds; an instance without a standby takes a few minutes. */
export const REBOOT_MINUTES = { minutesMin: 1, minutesMax: 5 };
