import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspectStack, pendingOf, recover } from "../../rehearsal/interruption";
import { openDisturber } from "../support/disturb";
import type { DisturbedRun } from "../support/disturbed-runs";
import { expectCancelSurvived, expectKillSurvived } from "../support/expect-survived";
import { onEngine } from "../support/rehearsal";
import { casesOf } from "../support/seed";

/** Creates of tier 500 at which the CLI is killed: at every other one the object is there already. */
const KILLS = [1, 15, 40, 60, 85, 105, 125, 145, 165, 185].map(
  (k, index) => [index % 2 === 0 ? "kill before" : "kill after", k] as const,
);
const CANCELS = [5, 70, 150];

describe("an `up` that is interrupted", () => {
  const { disturb, close } = openDisturber();
  let undisturbed: DisturbedRun["contents"];

  beforeAll(async () => {
    undisturbed = (await disturb({ k: 0, kind: "none" })).contents;
  });
  afterAll(close);

  test.each(casesOf("kills", KILLS, 2))(
    "by a %s create %i is recovered, and the next one converges",
    async (kind, k) => {
      expectKillSurvived(await disturb({ k, kind }), undisturbed);
    },
  );

  test.each(casesOf("cancels", CANCELS, 1))(
    "by a cancel at create %i finishes what it began, and the next one converges",
    async (k) => {
      expectCancelSurvived(await disturb({ k, kind: "cancel" }), undisturbed);
    },
  );
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
      {
        urn,
        type: resource.type,
        name: "primary",
        operation: "creating",
        physicalName: "prod-primary",
        mayBeOrphan: true,
      },
    ]);
  });

  test.each([
    ["aws:elasticache/userGroup:UserGroup", { userGroupId: "prod-users" }, "prod-users"],
    ["aws:s3/bucket:Bucket", { bucketPrefix: "prod-assets-" }, "prod-assets-"],
    ["kubernetes:apps/v1:Deployment", { metadata: { namespace: "app", name: "web" } }, "app/web"],
    ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }, null],
  ])("a pending %s is called by its inputs: %j", (type, inputs, physicalName) => {
    const urn = `urn:pulumi:s::p::${type}::own`;
    expect(pendingOf({ type: "creating", resource: { urn, type, inputs } })).toMatchObject({ physicalName });
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
