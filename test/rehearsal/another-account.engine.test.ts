import { BackupVaults } from "../../rehearsal/backup-vaults";
import { nameOf } from "../../rehearsal/buckets";
import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { DRY_RUN_REGION, PROJECT } from "../../stacks/dry-run-config";
import type { Restores } from "../../tiers";
import { backupAccountIn } from "../support/everything";
import { beginFresh } from "../support/fresh-stack";
import { beginOnEngine, ranWell } from "../support/rehearsal";
import { identifierOf, readsOf, writesTo } from "../support/restore-walk";
import { casesOf } from "../support/seed";
import { RUN, shardsOf } from "../support/two-regions";

jest.setTimeout(600_000);

const COPIES = backupAccountIn(DRY_RUN_REGION);
const VAULT = `arn:aws:backup:${DRY_RUN_REGION}:444455556666:backup-vault:prod-copies`;
const BUCKET = "aws:s3/bucket:Bucket";
const INSTANCE = "aws:rds/instance:Instance";
/** Of a vault in the account where the new stack is made; a copy is encrypted by the key of the vault that it is in. */
const KEY = `arn:aws:kms:${DRY_RUN_REGION}:123456789012:key/restored`;

const snapshotOf = (shard: string): string => `awsbackup:copyjob-${shard}`;
const bucketOf = ({ cloud }: Rehearsal, name: string): string => nameOf(cloud.named(BUCKET, name));

describe.each(casesOf("lost accounts", ["100", "20k"] as const, 1, 1))(
  "all that the credentials of tier %s reach is deleted",
  (tier) => {
    const shards = shardsOf(tier);
    const vaults = new BackupVaults();
    let former: Rehearsal;
    let second: Rehearsal;
    let restore: Restores;
    let primaries: readonly string[];

    /** A row of each shard. */
    const write = (row: string, time: string): void => {
      shards.forEach((shard, index) => {
        former.cloud.databases.write(primaries[index] ?? "", `${row} of ${shard}`, time);
      });
    };
    const asked = async (wanted: Restores): Promise<Run> => {
      await second.setConfig({ [`${PROJECT}:restore`]: JSON.stringify(wanted) });
      return second.up();
    };

    beforeAll(async () => {
      former = await beginFresh(tier, COPIES);
      primaries = shards.map((shard) => identifierOf(former, shard));
      const { cloud } = former;
      write("invoice 1", "2026-11-29T10:00:00Z");
      vaults.copyByPlans(cloud);
      write("invoice 2", "2026-11-30T01:00:00Z");
      cloud.buckets.put(
        bucketOf(former, "qdrant-snapshots-bucket"),
        `snapshots/${RUN}/complete.json`,
        "{}",
        cloud,
      );
      cloud.buckets.put(bucketOf(former, "cdn-assets-bucket"), "assets/logo.svg", "<svg/>", cloud);
      cloud.deleteEverything();
      // Another account is another cloud.
      restore = {
        postgres: Object.fromEntries(
          shards.map((shard) => [shard, { generation: 2, snapshot: snapshotOf(shard), kmsKeyArn: KEY }]),
        ),
      };
      second = await beginOnEngine({
        tier,
        config: { [`${PROJECT}:restore`]: JSON.stringify(restore), ...COPIES },
      });
    });
    afterAll(async () => {
      await second.end();
      await former.end();
    });

    test("nothing is left in the account, and a copy of each database lies in the other one, for a week", () => {
      const { cloud } = former;
      expect([cloud.all(), cloud.databases.snapshotNames()]).toEqual([[], []]);
      const copied = vaults.in(VAULT).map(({ instance, keptDays }) => `${instance} ${keptDays}`);
      expect(copied.sort()).toEqual(primaries.map((instance) => `${instance} 7`).sort());
      expect(cloud.buckets.list("prod-snapshot-copies").map(([key]) => key)).toEqual([
        `snapshots/${RUN}/complete.json`,
      ]);
    });

    test("a stack of a new account comes up from the copies", async () => {
      const { databases } = second.cloud;
      for (const { instance, snapshot } of vaults.in(VAULT))
        databases.receiveSnapshot(snapshotOf(shards[primaries.indexOf(instance)] ?? ""), snapshot, KEY);
      const { steps } = ranWell(await second.up());
      expect(steps.filter(({ operation }) => operation !== "create")).toEqual([]);
      for (const shard of shards) {
        const restored = identifierOf(second, `${shard}-restored-2`);
        // What was written after the copy is lost with the account.
        expect(databases.rows(restored)).toEqual([`invoice 1 of ${shard}`]);
        expect([writesTo(second, shard), readsOf(second, shard)]).toEqual([restored, [restored]]);
      }
      expect(ranWell(await second.up()).steps).toEqual([]);
    });

    test("assets and Qdrant's collections come from the buckets of the other account", async () => {
      const { cloud } = second;
      const snapshots = bucketOf(second, "qdrant-snapshots-bucket");
      const assets = bucketOf(second, "cdn-assets-bucket");
      const there = former.cloud.buckets;
      cloud.buckets.sync("prod-snapshot-copies", snapshots, `snapshots/${RUN}/`, cloud, there);
      cloud.buckets.sync("prod-asset-copies", assets, "", cloud, there);
      ranWell(await asked({ ...restore, qdrant: { generation: 2, run: RUN, phase: "create" } }));
      const job = JSON.stringify(second.world.named("kubernetes:batch/v1:Job", "qdrant-restore-job").inputs);
      expect([job.includes(RUN), job.includes(snapshots)]).toEqual([true, true]);
      expect(ranWell(await second.up()).steps).toEqual([]);
      expect(cloud.buckets.list(assets)).toEqual([["assets/logo.svg", "<svg/>"]]);
    });

    test("a stack that wants no copies any more takes the setting out, and keeps all that it has", async () => {
      const before = second.cloud.all();
      await second.removeConfig(Object.keys(COPIES).join());
      const { steps } = ranWell(await second.up());
      const gone = steps.filter(({ operation }) => operation === "delete").map(({ type }) => type);
      expect(new Set(gone.filter((type) => type.startsWith("aws:backup/"))).size).toBe(3);
      for (const { type } of before.filter(({ type }) => [INSTANCE, BUCKET].includes(type)))
        expect(gone).not.toContain(type);
      await second.setConfig(COPIES);
      const again = ranWell(await second.up()).steps;
      expect(again.filter(({ operation }) => !["create", "update"].includes(operation))).toEqual([]);
      expect(ranWell(await second.up()).steps).toEqual([]);
    });

    test("the restored databases are copied in their turn", () => {
      const next = new BackupVaults();
      next.copyByPlans(second.cloud);
      const copied = next.in(VAULT).map(({ instance }) => instance);
      expect(copied.sort()).toEqual(
        shards.map((shard) => identifierOf(second, `${shard}-restored-2`)).sort(),
      );
    });
  },
);
