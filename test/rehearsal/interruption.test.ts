import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspectStack, recover } from "../../rehearsal/interruption";
import { disturb } from "../support/disturb";
import type { DisturbedRun } from "../support/disturbed-runs";
import { onEngine } from "../support/rehearsal";

jest.setTimeout(900_000);

const KILLS = [1, 15, 40, 60, 85, 105, 125, 145, 165, 185];
const CANCELS = [5, 70, 150];

let undisturbed: DisturbedRun["contents"];
let killed: readonly DisturbedRun[];
let cancelled: readonly DisturbedRun[];

beforeAll(async () => {
  const [first, ...runs] = await disturb([
    { k: 0, kind: "none" },
    ...KILLS.map((k, index) => ({
      k,
      kind: index % 2 === 0 ? ("kill before" as const) : ("kill after" as const),
    })),
    ...CANCELS.map((k) => ({ k, kind: "cancel" as const })),
  ]);
  undisturbed = first?.contents ?? [];
  killed = runs.slice(0, KILLS.length);
  cancelled = runs.slice(KILLS.length);
  const converged = runs.filter(({ resumed }) => resumed === "").length;
  const adopted = killed.flatMap(({ recovery }) => recovery.adopted).length;
  const left = runs.flatMap(({ orphans }) => orphans).length;
  process.stdout.write(
    `rehearsal: ${killed.length} runs killed and ${cancelled.length} cancelled in tier 500, ${converged} converged, ` +
      `${adopted} unrecorded objects adopted, ${left} orphans\n`,
  );
});

const ONLY_CLEAN = { locks: [], pending: [], possibleOrphans: [], brokenMetadata: [] };

describe("a CLI that is killed", () => {
  test("leaves a lock of a dead process and what it was doing, and both are named", () => {
    expect(killed).toHaveLength(KILLS.length);
    for (const { failure, left } of killed) {
      expect(failure).not.toBe("");
      expect(left.locks).toMatchObject([{ host: hostname(), isOwnerAlive: false }]);
      expect(left.pending.length).toBeGreaterThan(0);
      expect(left.possibleOrphans).toEqual(left.pending.filter(({ operation }) => operation === "creating"));
    }
  });

  test("is not recovered while nobody knows what its creates made", () => {
    for (const { unknownOutcome, left } of killed) {
      const lines = left.possibleOrphans.map(
        ({ type, name, physicalName }) =>
          `  ${type} ${name}${physicalName === null ? "" : ` (${physicalName})`}`,
      );
      expect(unknownOutcome?.message).toBe(
        [
          "These were being created when the run was interrupted. Find out whether they exist, then recover again:",
          ...lines,
        ].join("\n"),
      );
    }
  });

  test("is recovered by adopting what exists, dropping what does not and taking the lock away", () => {
    for (const { kind, recovery, left, leftAfterRecovery, contents } of killed) {
      expect(recovery.clearedLocks).toEqual(left.locks);
      expect(recovery.removedMetadata).toEqual(left.brokenMetadata);
      expect([...recovery.adopted.map(({ urn }) => urn), ...recovery.dropped].sort()).toEqual(
        left.possibleOrphans.map(({ urn }) => urn).sort(),
      );
      expect(leftAfterRecovery).toEqual(ONLY_CLEAN);
      expect(kind === "kill after" ? recovery.adopted.length : 1).toBeGreaterThan(0);
      const ids = contents.map(({ id }) => id);
      for (const { id } of recovery.adopted) expect(ids).toContain(id);
    }
  });

  test("converges in the next `up` to the same world, without a warning or an orphan", () => {
    for (const { resumed, warnings, contents, orphans } of killed) {
      expect(resumed).toBe("");
      expect(warnings).toEqual([]);
      expect(orphans).toEqual([]);
      expect(contents).toEqual(undisturbed);
    }
  });
});

test("a cancelled run finishes what it began, leaves no lock, and the next `up` converges", () => {
  expect(cancelled).toHaveLength(CANCELS.length);
  for (const { failure, createdBefore, left, unknownOutcome, resumed, contents, orphans } of cancelled) {
    expect(createdBefore).toBeLessThan(undisturbed.length);
    expect(failure).toContain("update canceled");
    expect(left).toEqual(ONLY_CLEAN);
    expect(unknownOutcome).toBeNull();
    expect(resumed).toBe("");
    expect(orphans).toEqual([]);
    expect(contents).toEqual(undisturbed);
  }
});

describe("reading what a run left", () => {
  let backendFolder: string;
  const address = () => ({ backendFolder, project: "p", stack: "s" });
  const write = (path: string, text: string): void => {
    const file = join(backendFolder, ".pulumi", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };

  beforeEach(() => {
    backendFolder = mkdtempSync(join(tmpdir(), "interruption-"));
  });
  afterEach(() => {
    rmSync(backendFolder, { recursive: true, force: true });
  });

  test("says that there is no such stack", async () => {
    await expect(inspectStack(address())).rejects.toThrow(`There is no stack s of p in ${backendFolder}.`);
  });

  test("says that a state file is truncated, and where its backups are", async () => {
    write("stacks/p/s.json", '{"checkpoint": {"latest": {');
    await expect(inspectStack(address())).rejects.toThrow(
      `The state file ${join(backendFolder, ".pulumi/stacks/p/s.json")} is not whole. Put back the newest file of ` +
        `${join(backendFolder, ".pulumi/backups/p/s")}.`,
    );
  });

  test("tells a lock whose owner runs, and one of another host, from one whose owner is dead", async () => {
    write("stacks/p/s.json", '{"checkpoint": {}}');
    const lock = { username: "u", hostname: hostname(), timestamp: "2026-01-01T00:00:00Z" };
    write("locks/organization/p/s/a.json", JSON.stringify({ ...lock, pid: process.pid }));
    write("locks/organization/p/s/b.json", JSON.stringify({ ...lock, pid: 1, hostname: "elsewhere" }));
    const { locks } = await inspectStack(address());
    expect(locks.map(({ isOwnerAlive }) => isOwnerAlive)).toEqual([true, null]);
  });

  test("names metadata files that a kill cut off, and a recovery removes them and nothing else", async () => {
    await onEngine({ program: () => Promise.resolve() }, async (rehearsal) => {
      await rehearsal.up();
      const folder = join(rehearsal.backendFolder, ".pulumi/stacks", rehearsal.address.project);
      const broken = join(folder, "example.json.attrs");
      writeFileSync(broken, "");
      expect((await rehearsal.up()).failure).toContain("failed to load checkpoint: EOF");
      expect((await inspectStack(rehearsal.address)).brokenMetadata).toEqual([broken]);
      const findObject = () => Promise.resolve(null);
      expect(await recover(rehearsal.stack, { ...rehearsal.address, findObject })).toEqual({
        clearedLocks: [],
        removedMetadata: [broken],
        adopted: [],
        dropped: [],
        refreshed: [],
      });
      expect((await rehearsal.up()).failure).toBe("");
    });
  });

  test("names a pending create by what the cloud would call it", async () => {
    const urn = "urn:pulumi:s::p::aws:rds/instance:Instance::primary";
    const resource = { urn, type: "aws:rds/instance:Instance", inputs: { identifier: "prod-primary" } };
    write(
      "stacks/p/s.json",
      JSON.stringify({ checkpoint: { latest: { pending_operations: [{ type: "creating", resource }] } } }),
    );
    const { possibleOrphans } = await inspectStack(address());
    expect(possibleOrphans).toEqual([
      { urn, type: resource.type, name: "primary", operation: "creating", physicalName: "prod-primary" },
    ]);
  });

  test("recovery stops at a lock whose owner runs, and changes nothing", async () => {
    await onEngine({ program: () => Promise.resolve() }, async (rehearsal) => {
      await rehearsal.up();
      const folder = join(rehearsal.backendFolder, ".pulumi/locks/organization/scaling-tiers/example");
      mkdirSync(folder, { recursive: true });
      const lock = {
        pid: process.pid,
        username: "u",
        hostname: hostname(),
        timestamp: "2026-01-01T00:00:00Z",
      };
      writeFileSync(join(folder, "lock.json"), JSON.stringify(lock));
      await expect(
        recover(rehearsal.stack, { ...rehearsal.address, findObject: () => Promise.resolve(null) }),
      ).rejects.toThrow(
        `The stack is locked by process ${process.pid} of u on ${hostname()}, since 2026-01-01T00:00:00Z, ` +
          "which still runs. Let it finish, or end it.",
      );
      expect((await inspectStack(rehearsal.address)).locks).toHaveLength(1);
    });
  });
});
