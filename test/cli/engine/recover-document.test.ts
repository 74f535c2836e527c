import { recoverDocument } from "../../../cli/engine/recover-document";
import { PLAIN } from "../../../cli/print/style";
import { textOf } from "../../../cli/print/text-printer";
import { main } from "../../../cli/scale";
import type { InterruptionReport } from "../../../models/reports/interruption";

const REPORT: InterruptionReport = {
  schemaVersion: 1,
  project: "scaling-tiers",
  stack: "prod",
  backend: "file:///state",
  locks: [],
  pending: [],
  brokenMetadata: [],
  next: ["pulumi up --stack prod"],
  cleared: null,
};

const lines = (changes: Partial<InterruptionReport>): string[] =>
  textOf(recoverDocument({ ...REPORT, ...changes }), PLAIN).split("\n");

test("a stack that nothing interrupted", () => {
  expect(lines({})).toEqual([
    "Stack prod of scaling-tiers in file:///state",
    "No interrupted run has left anything: no lock, no pending operation, no broken",
    "file.",
    "",
    "Next",
    "  1. pulumi up --stack prod",
    "",
  ]);
});

test("what was left: locks, operations and broken files, whose locks may not be readable", () => {
  const lock = { pid: 7, user: "ann", host: "box", since: "2026-11-28T10:00:00Z" };
  const pending = { urn: "u", type: "aws:s3/bucket:Bucket", name: "assets", operation: "creating" };
  expect(
    lines({
      locks: [
        { ...lock, isOwnerAlive: false },
        { ...lock, isOwnerAlive: null },
      ],
      pending: [
        { ...pending, physicalName: "prod-assets", mayBeOrphan: true },
        { ...pending, operation: "updating", physicalName: null, mayBeOrphan: false },
      ],
      brokenMetadata: ["/state/prod.json.attrs"],
    }).slice(2, 14),
  ).toEqual([
    "An interrupted run left 5 items",
    "├─ a lock of process 7 of ann on box, since 2026-11-28T10:00:00Z, which no",
    "│  longer runs",
    "├─ a lock of process 7 of ann on box, since 2026-11-28T10:00:00Z, on another",
    "│  machine; only that one can tell whether it runs",
    "├─ creating aws:s3/bucket:Bucket assets (prod-assets), which may exist without",
    "│  the state knowing",
    "├─ updating aws:s3/bucket:Bucket assets",
    "└─ a file that is not whole and keeps the state from being read:",
    "   /state/prod.json.attrs",
    "",
    "Next",
  ]);
  expect(lines({ locks: null })).toContain(
    "Locks of this backend cannot be read from here; pulumi reports one when it is",
  );
});

test("what was cleared, each thing by its name", () => {
  const cleared = {
    locks: 1,
    removedMetadata: ["f.attrs"],
    adopted: [{ urn: "a", id: "i" }],
    dropped: ["d"],
    refreshed: ["r"],
  };
  expect(lines({ cleared }).slice(4, 11)).toEqual([
    "Cleared",
    "├─ 1 lock of processes that no longer run",
    "├─ removed: f.attrs",
    "├─ taken into the state: a (i)",
    "├─ forgotten, as it made nothing: d",
    "└─ read from the cloud: r",
    "",
  ]);
});

test("a created object without its id is refused before anything is looked at", async () => {
  let stderr = "";
  const code = await main(["recover", "prod", "--exists", "cdn-assets"], {
    stdout: { write: () => true },
    stderr: { write: (text) => (stderr += text) },
  });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: '--exists takes a name and the object\'s id, such as cdn-assets=my-bucket; given "cdn-assets".\n',
  });
});
