import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import type { Restores } from "../../tiers";
import { ranWell } from "../support/rehearsal";
import { identifierOf, readsOf, writesTo } from "../support/restore-walk";
import { casesOf } from "../support/seed";
import {
  beginSecond,
  DECIDED,
  expectToGoByItself,
  expectUntouched,
  FormerStack,
  LOST,
  OTHER,
  RUN,
  shardsOf,
} from "../support/two-regions";

jest.setTimeout(600_000);

describe.each(casesOf("lost regions", ["100", "20k"] as const, 1, 1))(
  "the region of tier %s is lost",
  (tier) => {
    const shards = shardsOf(tier);
    let former: FormerStack;
    let second: Rehearsal;
    let restore: Restores;

    const asked = async (wanted: Restores): Promise<Run> => {
      await second.setConfig({ [`${PROJECT}:restore`]: JSON.stringify(wanted) });
      return second.up();
    };

    beforeAll(async () => {
      former = await FormerStack.begin(tier);
      const { cloud } = former.rehearsal;
      former.write("invoice 1", "2026-11-29T10:00:00Z");
      former.write("invoice 2", DECIDED);
      former.write("invoice 3", "2026-11-30T01:00:01Z");
      former.fillBuckets();
      cloud.loseRegion(LOST);
      const backups = cloud.databases.automatedBackupsIn(OTHER);
      const copyOf = (shard: string) => {
        const instance = former.identifierOf(shard);
        const backup = backups.find((one) => one.instance === instance);
        return {
          generation: 2,
          time: DECIDED,
          automatedBackupArn: String(backup?.arn),
          kmsKeyArn: String(backup?.kmsKeyId),
        };
      };
      restore = { postgres: Object.fromEntries(shards.map((shard) => [shard, copyOf(shard)])) };
      second = await beginSecond(tier, { [`${PROJECT}:restore`]: JSON.stringify(restore) }, former.rehearsal);
    });
    afterAll(async () => {
      await second.end();
      await former.rehearsal.end();
    });

    test("nothing of the stack can be read while its region is lost, and nothing is changed", async () => {
      expect((await former.rehearsal.refresh()).failure).toContain(`no endpoint of ${LOST} answers`);
      expectUntouched(former);
    });

    test("a second stack comes up in the other region from the copies, and takes no name of the first", async () => {
      const { cloud } = former.rehearsal;
      expect(cloud.databases.automatedBackupsIn(OTHER)).toHaveLength(shards.length);
      const { steps } = ranWell(await second.up());
      expect(steps.filter(({ operation }) => operation !== "create")).toEqual([]);
      for (const shard of shards) {
        const restored = identifierOf(second, `${shard}-restored-2`);
        expect(cloud.databases.rows(restored)).toEqual([`invoice 1 of ${shard}`, `invoice 2 of ${shard}`]);
        expect([writesTo(second, shard), readsOf(second, shard)]).toEqual([restored, [restored]]);
      }
      expect(ranWell(await second.up()).steps).toEqual([]);
      expectUntouched(former);
    });

    test("Qdrant's collections are restored there from a run that was copied into its bucket", async () => {
      const { cloud } = former.rehearsal;
      const { snapshots, assets } = former.syncBuckets();
      const wanted: Restores = { ...restore, qdrant: { generation: 2, run: RUN, phase: "create" } };
      ranWell(await asked(wanted));
      const job = JSON.stringify(second.world.named("kubernetes:batch/v1:Job", "qdrant-restore-job").inputs);
      expect([job.includes(RUN), job.includes(snapshots)]).toEqual([true, true]);
      expect(ranWell(await second.up()).steps).toEqual([]);
      expect(cloud.buckets.list(assets)).toEqual([["assets/logo.svg", "<svg/>"]]);
    });

    test("the first one is as it was when its region is back, and goes without the second or the key of its database", async () => {
      await expectToGoByItself(former, second);
      const keys = former.rehearsal.cloud.ofType("aws:kms/key:Key").map(({ outputs }) => outputs["arn"]);
      for (const { kmsKeyArn } of Object.values(restore.postgres)) expect(keys).toContain(kmsKeyArn);
    });
  },
);
