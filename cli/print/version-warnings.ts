import type { VersionWarning } from "../../models/reports/version-warnings";
import { list, section, type Section } from "./document";
import { plural } from "./figures";

/** `in 118 days`, or `3 days ago`. */
const whenText = (days: number): string =>
  days === 0 ? "today" : days > 0 ? `in ${plural(days, "day")}` : `${plural(-days, "day")} ago`;

const warningText = ({ what, endOfStandardSupport, daysLeft, effect, remedy }: VersionWarning): string =>
  `${what}: standard support ${daysLeft < 0 ? "ended" : "ends"} on ${endOfStandardSupport}, ${whenText(daysLeft)}. ${effect}. ${remedy}`;

/** What has to be upgraded soon; nothing when there is nothing. */
export function versionSection(warnings: readonly VersionWarning[]): Section[] {
  if (warnings.length === 0) return [];
  return [
    {
      ...section("Versions to upgrade", list([...new Set(warnings.map(warningText))], "tree")),
      isWarning: true,
    },
  ];
}
