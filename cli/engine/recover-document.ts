import type { InterruptionReport } from "../../models/reports/interruption";
import { list, paragraph, section, when, type Document } from "../print/document";
import { plural } from "../print/figures";

const OWNER = new Map([
  [true, "which still runs"],
  [false, "which no longer runs"],
  [null, "on another machine; only that one can tell whether it runs"],
]);

const leftBehind = ({ locks, pending, brokenMetadata }: InterruptionReport): string[] => [
  ...(locks ?? []).map(
    ({ pid, user, host, since, isOwnerAlive }) =>
      `a lock of process ${pid} of ${user} on ${host}, since ${since}, ${OWNER.get(isOwnerAlive) ?? ""}`,
  ),
  ...pending.map(
    ({ operation, type, name, physicalName, mayBeOrphan }) =>
      `${operation} ${type} ${name}${physicalName === null ? "" : ` (${physicalName})`}${mayBeOrphan ? ", which may exist without the state knowing" : ""}`,
  ),
  ...brokenMetadata.map((file) => `a file that is not whole and keeps the state from being read: ${file}`),
];

const clearedLines = (cleared: NonNullable<InterruptionReport["cleared"]>): string[] => [
  `${plural(cleared.locks, "lock")} of processes that no longer run`,
  ...cleared.removedMetadata.map((file) => `removed: ${file}`),
  ...cleared.adopted.map(({ urn, id }) => `taken into the state: ${urn} (${id})`),
  ...cleared.dropped.map((urn) => `forgotten, as it made nothing: ${urn}`),
  ...cleared.refreshed.map((urn) => `read from the cloud: ${urn}`),
];

/** What an interrupted run left in a stack, what was done about it, and what to do next. */
export function recoverDocument(report: InterruptionReport): Document {
  const left = leftBehind(report);
  return {
    title: `Stack ${report.stack} of ${report.project} in ${report.backend}`,
    blocks: [
      left.length === 0
        ? paragraph("No interrupted run has left anything: no lock, no pending operation, no broken file.")
        : section(`An interrupted run left ${plural(left.length, "item")}`, list(left, "tree")),
      ...when(
        report.locks === null,
        paragraph("Locks of this backend cannot be read from here; pulumi reports one when it is locked."),
      ),
      ...(report.cleared === null ? [] : [section("Cleared", list(clearedLines(report.cleared), "tree"))]),
      section("Next", list(report.next, "number")),
    ],
  };
}
