import { metric, type Source } from "../metric";

const DAY_MS = 86_400_000;

/** Days until the first version of the stack is no longer supported; 0 from that day on. The calendar is the program's. */
export function versionSource(supportEnds: string, nowMs: () => number): Source {
  const endMs = Date.parse(`${supportEnds}T00:00:00Z`);
  return {
    name: "versions",
    gives: ["VersionSupportDays"],
    read: () =>
      Promise.resolve(
        metric("VersionSupportDays", "None", Math.max(0, Math.floor((endMs - nowMs()) / DAY_MS))),
      ),
  };
}
