import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import type { Restore } from "../../tiers";
import { cutOff, expectCutOffRuns } from "../support/cut-off-runs";
import { beginFresh } from "../support/fresh-stack";
import {
  identifierOf,
  lastRun,
  readsOf,
  restoreConfig,
  toInstances,
  writesTo,
} from "../support/restore-walk";
import { carriedOut, expectStillGuarded, orphanIds } from "../support/restored-stack";
import { casesOf } from "../support/seed";
import { guarded } from "../support/stack-contents";

const SNAPSHOT = "before-the-mistake";
const MISTAKE = "2026-11-29T09:00:00Z";

jest.setTimeout(900_000);
expectCutOffRuns();

// What the program refuses is in test/stacks/restore.test.ts: in the process of a test its refusal is nobody's.
describe.each(casesOf("restores", ["100", "500", "5k", "20k"] as const, 1, 2))(
  "a row deleted by mistake at tier %s",
  (tier) => {
    const shard = "shard-0";
    let rehearsal: Rehearsal;
    let former: string;
    let restored: string;
    let secondTime: string;
    let guardedBefore: Readonly<Record<string, string>>;
    let orphansBefore: readonly string[];

    const orphans = (): Promise<string[]> => orphanIds(rehearsal);
    const asked = async (restore: Restore | null): Promise<Run> => {
      await rehearsal.setConfig(restoreConfig(shard, restore));
      return rehearsal.up();
    };
    const goTo = (restore: Restore | null, cutOffBefore?: number): Promise<Run> =>
      carriedOut(rehearsal, () => asked(restore), cutOffBefore);
    const expectGuarded = (but?: readonly string[]): Promise<void> =>
      expectStillGuarded(rehearsal, guardedBefore, but);

    beforeAll(async () => {
      rehearsal = await beginFresh(tier);
      const { databases } = rehearsal.world;
      former = identifierOf(rehearsal, shard);
      databases.write(former, "invoice 1", "2026-11-28T10:00:00Z");
      databases.write(former, "invoice 2", "2026-11-28T11:00:00Z");
      databases.takeSnapshot(
        SNAPSHOT,
        rehearsal.world.named("aws:rds/instance:Instance", `postgres-${shard}-primary`),
      );
      databases.write(former, "invoice 3", "2026-11-29T08:00:00Z");
      databases.delete(former, "invoice 1", MISTAKE);
      guardedBefore = await guarded(rehearsal);
      orphansBefore = await orphans();
    });
    afterAll(() => rehearsal.end());

    test("comes back beside the instance that serves, where nobody may log in yet, although the `up` was cut off", async () => {
      const restore = { generation: 2, snapshot: SNAPSHOT, phase: "create" } as const;
      await goTo(restore, 3);
      restored = identifierOf(rehearsal, "shard-0-restored-2");
      expect(rehearsal.world.databases.rows(restored)).toEqual(["invoice 1", "invoice 2"]);
      expect(writesTo(rehearsal, shard)).toBe(former);
      expect(readsOf(rehearsal, shard)).toEqual([former]);
      expect([lastRun(rehearsal, shard), lastRun(rehearsal, "shard-0-restored-2")]).toEqual([
        "roles.sql",
        "closed.sql",
      ]);
      await expectGuarded();
    });

    test("is what the product reads once the poolers lead there, after the former instance is closed", async () => {
      const restore = { generation: 2, snapshot: SNAPSHOT, phase: "use" } as const;
      await cutOff(rehearsal, 2, () => asked(restore));
      const order: string[] = [];
      rehearsal.world.hooks = {
        afterChange: (_, { name, operation }) => void order.push(`${operation} ${name}`),
      };
      await goTo(restore);
      rehearsal.world.hooks = {};
      expect(writesTo(rehearsal, shard)).toBe(restored);
      expect(readsOf(rehearsal, shard)).toEqual([restored]);
      expect([lastRun(rehearsal, shard), lastRun(rehearsal, "shard-0-restored-2")]).toEqual([
        "closed.sql",
        "roles.sql",
      ]);
      const lastJob = order.findLastIndex((change) => change.includes("postgres-pooler-roles-shard-0"));
      const firstPooler = order.findIndex((change) => /postgres-pooler-r[wo]-/.test(change));
      expect(firstPooler).toBeGreaterThan(lastJob);
      expect(rehearsal.world.databases.rows(former)).toEqual(["invoice 2", "invoice 3"]);
      await expectGuarded();
    });

    test("goes back to the former instance and on again, and neither is lost", async () => {
      await goTo({ generation: 2, snapshot: SNAPSHOT, phase: "create" });
      expect(writesTo(rehearsal, shard)).toBe(former);
      await goTo({ generation: 2, snapshot: SNAPSHOT, phase: "use" });
      expect(writesTo(rehearsal, shard)).toBe(restored);
      await expectGuarded();
    });

    test("stays; the former instance goes by its name alone, in two ups, and leaves its final snapshot", async () => {
      const retired = await goTo({ generation: 2, snapshot: SNAPSHOT, phase: "retire", retires: former }, 1);
      expect(toInstances(retired)).toEqual(["update postgres-shard-0-primary deletionProtection"]);
      const ended = await goTo({ generation: 2, snapshot: SNAPSHOT }, 1);
      const gone = toInstances(ended);
      expect(gone).toContain("delete postgres-shard-0-primary");
      expect(gone.filter((one) => !one.startsWith("delete postgres-shard-0-"))).toEqual([]);
      const final = rehearsal.world.databases
        .snapshotNames()
        .find((name) => name.startsWith(`${former}-final-`));
      expect(rehearsal.world.databases.snapshotNamed(final ?? "")?.log.map(({ row }) => row)).toContain(
        "invoice 3",
      );
      // Copies of its backups go with it, where the tier has them.
      await expectGuarded(["::postgres-shard-0-primary", "::postgres-shard-0-copies"]);
      expect(await guarded(rehearsal)).toHaveProperty([
        Object.keys(await guarded(rehearsal)).find((urn) => urn.endsWith("restored-2-primary")) ?? "none",
      ]);
      expect(await orphans()).toEqual(orphansBefore);
    });

    test("and the next loss is restored as well, to a point in time of the restored instance", async () => {
      const minute = 60_000;
      const at = (ago: number): string =>
        `${new Date(Date.now() - ago * minute).toISOString().slice(0, 19)}Z`;
      const { databases } = rehearsal.world;
      databases.write(restored, "invoice 4", at(30));
      databases.delete(restored, "invoice 4", at(10));
      const time = at(20);
      secondTime = time;
      const second = restored;
      for (const phase of ["create", "use"] as const) await goTo({ generation: 3, time, phase });
      const third = identifierOf(rehearsal, "shard-0-restored-3");
      expect(databases.rows(third)).toEqual(["invoice 1", "invoice 2", "invoice 4"]);
      expect(writesTo(rehearsal, shard)).toBe(third);
      await goTo({ generation: 3, time, phase: "retire", retires: second });
      await goTo({ generation: 3, time });
      expect(readsOf(rehearsal, shard)).toEqual([third]);
      expect(await orphans()).toEqual(orphansBefore);
    });

    test("a restore that was begun is given up by naming the restored instance, and leaves no trace", async () => {
      const third = identifierOf(rehearsal, "shard-0-restored-3");
      const time = `${new Date(Date.now() - 1_200_000).toISOString().slice(0, 19)}Z`;
      const now = { generation: 3, time: secondTime };
      await goTo({ generation: 4, time, phase: "create" });
      const fourth = identifierOf(rehearsal, "shard-0-restored-4");
      const unnamed = await asked(now);
      expect(unnamed.succeeded).toBe(false);
      await goTo({ generation: 4, time, phase: "create", retires: fourth });
      await goTo(now);
      expect(writesTo(rehearsal, shard)).toBe(third);
      expect(await orphans()).toEqual(orphansBefore);
    });
  },
);
