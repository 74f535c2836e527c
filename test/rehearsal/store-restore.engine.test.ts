import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { tierNamed, type CacheRestore, type VectorRestore } from "../../tiers";
import { expectCutOffRuns } from "../support/cut-off-runs";
import { beginFresh } from "../support/fresh-stack";
import { QdrantStandIn, RUN } from "../support/qdrant-restore-stand-in";
import { ranWell } from "../support/rehearsal";
import { carriedOut, expectStillGuarded, orphanIds } from "../support/restored-stack";
import { runRestoreJob } from "../support/run-restore-job";
import { casesOf } from "../support/seed";
import { guarded } from "../support/stack-contents";

jest.setTimeout(900_000);
expectCutOffRuns();

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const SNAPSHOT = "nightly";

interface Restored {
  readonly valkey?: CacheRestore;
  readonly qdrant?: VectorRestore;
}

const STORES = ["sessions", "points"] as const;
const RESTORES = (["100", "500", "5k", "20k"] as const).flatMap((tier) =>
  STORES.map((lost) => [tier, lost] as const),
);

describe.each(casesOf("restores of stores", RESTORES, 1, 2 * STORES.length))("at tier %s", (tier, lost) => {
  let rehearsal: Rehearsal;
  let guardedBefore: Readonly<Record<string, string>>;
  let orphansBefore: readonly string[];

  const orphans = (): Promise<string[]> => orphanIds(rehearsal);
  const asked = async (restore: Restored): Promise<Run> => {
    await rehearsal.setConfig({ [`${PROJECT}:restore`]: JSON.stringify({ postgres: {}, ...restore }) });
    return rehearsal.up();
  };
  const goTo = (restore: Restored, cutOffBefore?: number): Promise<Run> =>
    carriedOut(rehearsal, () => asked(restore), cutOffBefore);
  const expectGuarded = (but?: readonly string[]): Promise<void> =>
    expectStillGuarded(rehearsal, guardedBefore, but);

  beforeAll(async () => {
    rehearsal = await beginFresh(tier);
    guardedBefore = await guarded(rehearsal);
    orphansBefore = await orphans();
  });
  afterAll(() => rehearsal.end());

  if (lost === "sessions")
    describe("sessions that were lost", () => {
      const idOf = (name: string): string =>
        String(rehearsal.world.named(GROUP, name).inputs["replicationGroupId"]);
      /** The group that the product is led to, by the address in its Secret. */
      const serving = (): string => {
        const texts = rehearsal.world
          .ofType("kubernetes:core/v1:Secret")
          .map(({ inputs }) => JSON.stringify(inputs))
          .filter((text) => text.includes("SESSION_VALKEY_URL"));
        const hosts = texts.flatMap((text) => /"SESSION_VALKEY_URL":"[^"@]*@([^":]*)/.exec(text)?.[1] ?? []);
        const ids = rehearsal.world.ofType(GROUP).map(({ inputs }) => String(inputs["replicationGroupId"]));
        return ids.find((id) => hosts.some((host) => host.startsWith(`clustercfg.${id}.`))) ?? "none";
      };
      let former: string;
      let restored: string;

      beforeAll(() => {
        former = idOf("valkey-main-group");
        const { caches } = rehearsal.world;
        caches.write(former, "session:1");
        caches.write(former, "session:2");
        caches.takeSnapshot(SNAPSHOT, rehearsal.world.named(GROUP, "valkey-main-group"));
        caches.lose(former);
        caches.write(former, "session:3");
      });

      test("a snapshot that does not exist stops the `up`, and what serves is untouched", async () => {
        const { failure } = await asked({
          valkey: { generation: 2, snapshot: "never-made", phase: "create" },
        });
        expect(failure).toContain(
          "SnapshotNotFoundFault: the snapshot to fill the group from does not exist.",
        );
        expect(serving()).toBe(former);
        await expectGuarded();
        ranWell(await asked({}));
        expect(await orphans()).toEqual(orphansBefore);
      });

      test("are in a group beside the one that serves, then the product is led there, and back, and there again", async () => {
        await goTo({ valkey: { generation: 2, snapshot: SNAPSHOT, phase: "create" } }, 2);
        restored = idOf("valkey-main-restored-2-group");
        expect(rehearsal.world.caches.keys(restored)).toEqual(["session:1", "session:2"]);
        expect(serving()).toBe(former);
        for (const phase of ["use", "create", "use"] as const) {
          await goTo({ valkey: { generation: 2, snapshot: SNAPSHOT, phase } }, 1);
          expect(serving()).toBe(phase === "use" ? restored : former);
        }
        expect(rehearsal.world.caches.keys(former)).toEqual(["session:3"]);
        await expectGuarded();
      });

      test("stay; the former group goes by its name alone, in two ups, and leaves its final snapshot", async () => {
        await goTo({ valkey: { generation: 2, snapshot: SNAPSHOT, phase: "retire", retires: former } });
        await goTo({ valkey: { generation: 2, snapshot: SNAPSHOT } }, 1);
        const { caches } = rehearsal.world;
        const final = caches.snapshotNames().find((name) => name.startsWith(`${former}-final-`));
        expect(caches.snapshotNamed(final ?? "")?.keys).toEqual(["session:3"]);
        expect(rehearsal.world.ofType(GROUP).map(({ name }) => name)).not.toContain("valkey-main-group");
        expect(serving()).toBe(restored);
        await expectGuarded(["::valkey-main-group"]);
        expect(await orphans()).toEqual(orphansBefore);
      });

      test("and the next loss is restored as well; one that was begun is given up by its name and leaves nothing", async () => {
        const { caches } = rehearsal.world;
        caches.takeSnapshot("second", rehearsal.world.named(GROUP, "valkey-main-restored-2-group"));
        const now = { valkey: { generation: 2, snapshot: SNAPSHOT } };
        await goTo({ valkey: { generation: 3, snapshot: "second", phase: "create" } });
        const third = idOf("valkey-main-restored-3-group");
        expect(caches.keys(third)).toEqual(["session:1", "session:2"]);
        await goTo({ valkey: { generation: 3, snapshot: "second", phase: "create", retires: third } });
        await goTo(now);
        expect(serving()).toBe(restored);
        expect(await orphans()).toEqual(orphansBefore);
      });
    });

  if (lost === "points")
    describe("points that were lost", () => {
      const { peerCount, replicationFactor, shardCount } = tierNamed(tier).qdrant;
      const ids = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
      let qdrant: QdrantStandIn;

      const runJob = (): Promise<string[]> => runRestoreJob(rehearsal, qdrant);

      beforeAll(async () => {
        qdrant = await QdrantStandIn.start(peerCount);
        qdrant.create("documents", shardCount, replicationFactor);
        qdrant.aliases.set("live", "documents");
        qdrant.write("documents", ids(48));
        qdrant.save();
        for (const copies of qdrant.collections.get("documents")?.shards.values() ?? [])
          for (const { points } of copies.values()) points.clear();
        guardedBefore = await guarded(rehearsal);
        orphansBefore = await orphans();
      });
      afterAll(() => qdrant.stop());

      test("come back under another name, are served, and the former ones go by their names", async () => {
        const restore = { generation: 2, run: RUN };
        await goTo({ qdrant: { ...restore, phase: "create" } }, 1);
        await runJob();
        expect(qdrant.ids("documents-restored-2")).toEqual(ids(48));
        expect(qdrant.ids("live")).toEqual([]);
        for (const phase of ["use", "create", "use"] as const) {
          await goTo({ qdrant: { ...restore, phase } }, 1);
          await runJob();
          expect(qdrant.aliases.get("live")).toBe(phase === "use" ? "documents-restored-2" : "documents");
        }
        await goTo({ qdrant: { ...restore, phase: "retire", retires: ["documents"] } }, 1);
        expect(await runJob()).toEqual(["deleted: documents"]);
        await goTo({ qdrant: restore }, 1);
        expect(rehearsal.world.ofType("kubernetes:batch/v1:Job").map(({ name }) => name)).not.toContain(
          "qdrant-restore-job",
        );
        expect(qdrant.ids("live")).toEqual(ids(48));
        await expectGuarded();
        expect(await orphans()).toEqual(orphansBefore);
      });
    });
});
