import { hostname } from "node:os";
import type { DisturbedRun } from "./disturbed-runs";

type Contents = DisturbedRun["contents"];

/** What an interruption is that left nothing to clear. */
export const NOTHING_LEFT = { locks: [], pending: [], possibleOrphans: [], brokenMetadata: [] };

function expectConverged(
  { resumed, warnings, contents, orphans }: DisturbedRun,
  undisturbed: Contents,
): void {
  expect(resumed).toBe("");
  expect(warnings).toEqual([]);
  expect(orphans).toEqual([]);
  expect(contents).toEqual(undisturbed);
}

/** A provider that refused a create, or made an object that is not ready. */
export function expectFaultSurvived(run: DisturbedRun, undisturbed: Contents): void {
  expect(run.failure).toContain(`injected fault ${run.k}`);
  expect(run.left).toEqual(NOTHING_LEFT);
  expect(run.unknownOutcome).toBeNull();
  expectConverged(run, undisturbed);
}

/** A run that a person cancelled: what it began is finished. */
export function expectCancelSurvived(run: DisturbedRun, undisturbed: Contents): void {
  expect(run.createdBefore).toBeLessThan(undisturbed.length);
  expect(run.failure).toContain("update canceled");
  expect(run.left).toEqual(NOTHING_LEFT);
  expect(run.unknownOutcome).toBeNull();
  expectConverged(run, undisturbed);
}

/** A CLI that was killed: both what it left and what recovery does with it are named. */
export function expectKillSurvived(run: DisturbedRun, undisturbed: Contents): void {
  const { kind, left, recovery } = run;
  expect(run.failure).not.toBe("");
  expect(left.locks).toMatchObject([{ host: hostname(), isOwnerAlive: false }]);
  expect(left.pending.length).toBeGreaterThan(0);
  expect(left.possibleOrphans).toEqual(left.pending.filter(({ operation }) => operation === "creating"));

  // Nobody knows yet what the interrupted creates made.
  expect(run.unknownOutcome?.message).toBe(
    [
      "These were being created when the run was interrupted. Find out whether they exist, then recover again:",
      ...left.possibleOrphans.map(
        ({ type, name, physicalName }) =>
          `  ${type} ${name}${physicalName === null ? "" : ` (${physicalName})`}`,
      ),
    ].join("\n"),
  );

  // Then what exists is adopted, what does not is dropped, and the lock is taken away.
  expect(recovery.clearedLocks).toEqual(left.locks);
  expect(recovery.removedMetadata).toEqual(left.brokenMetadata);
  expect([...recovery.adopted.map(({ urn }) => urn), ...recovery.dropped].sort()).toEqual(
    left.possibleOrphans.map(({ urn }) => urn).sort(),
  );
  expect(run.leftAfterRecovery).toEqual(NOTHING_LEFT);
  expect(recovery.adopted.length).toBeGreaterThanOrEqual(kind === "kill after" ? 1 : 0);
  const ids = run.contents.map(({ id }) => id);
  for (const { id } of recovery.adopted) expect(ids).toContain(id);

  expectConverged(run, undisturbed);
}
