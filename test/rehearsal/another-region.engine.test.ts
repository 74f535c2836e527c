import { nameOf } from "../../rehearsal/buckets";
import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import type { WorldObject } from "../../rehearsal/world";
import { PROJECT } from "../../stacks/dry-run-config";
import type { Restores } from "../../tiers";
import { beginFresh } from "../support/fresh-stack";
import { ALLOW_DESTRUCTION, beginOnEngine, ranWell } from "../support/rehearsal";
import { identifierOf, readsOf, writesTo } from "../support/restore-walk";
import { guarded } from "../support/stack-contents";

/** Neither of them has what CloudFront asks for of us-east-1, so that both stacks make that there. */
const LOST = "eu-central-1";
const OTHER = "eu-west-1";
const SHARD = "shard-0";
const DECIDED = "2026-11-30T01:00:00Z";
const RUN = "2026-11-29T02-30-07Z";
const BUCKET = "aws:s3/bucket:Bucket";

jest.setTimeout(300_000);

describe.each(["100"] as const)("the region of tier %s is lost", (tier) => {
  let former: Rehearsal;
  let second: Rehearsal;
  let before: readonly WorldObject[];
  let guardedBefore: Readonly<Record<string, string>>;
  let restore: Restores;

  const bucketNamed = (name: string): string => nameOf(former.cloud.named(BUCKET, name));
  /** The bucket of a logical name that the second stack has made. */
  const secondBucket = (name: string): string => {
    const found = former.cloud.ofType(BUCKET).filter((one) => one.name === name && !before.includes(one));
    expect(found).toHaveLength(1);
    return found.map(nameOf).join();
  };
  const asked = async (wanted: Restores): Promise<Run> => {
    await second.setConfig({ [`${PROJECT}:restore`]: JSON.stringify(wanted) });
    return second.up();
  };
  /** What the first stack has made is as it was, in both regions and in none. */
  const expectFormerUntouched = (): void => {
    expect(before.map(({ type, id }) => former.cloud.find(type, id))).toEqual(before);
  };

  beforeAll(async () => {
    former = await beginFresh(tier, {
      "aws:region": LOST,
      [`${PROJECT}:disasterRecoveryRegion`]: OTHER,
      [`${PROJECT}:overrides`]: JSON.stringify({ operations: { disasterRecovery: "backup" } }),
    });
    const { cloud } = former;
    const { databases, buckets } = cloud;
    const serving = identifierOf(former, SHARD);
    databases.write(serving, "invoice 1", "2026-11-29T10:00:00Z");
    databases.write(serving, "invoice 2", DECIDED);
    databases.write(serving, "invoice 3", "2026-11-30T01:00:01Z");
    const snapshots = bucketNamed("qdrant-snapshots-bucket");
    buckets.put(snapshots, `snapshots/${RUN}/complete.json`, "{}", cloud);
    buckets.put(bucketNamed("cdn-assets-bucket"), "assets/logo.svg", "<svg/>", cloud);
    guardedBefore = await guarded(former);
    before = cloud.all();
    cloud.loseRegion(LOST);
    const [backup] = cloud.databases.automatedBackupsIn(OTHER);
    restore = {
      postgres: {
        [SHARD]: {
          generation: 2,
          time: DECIDED,
          automatedBackupArn: String(backup?.arn),
          kmsKeyArn: String(backup?.kmsKeyId),
        },
      },
    };
    second = await beginOnEngine(
      {
        tier,
        config: {
          "aws:region": OTHER,
          [`${PROJECT}:environment`]: "example-west",
          [`${PROJECT}:overrides`]: JSON.stringify({ operations: { disasterRecovery: "off" } }),
          [`${PROJECT}:restore`]: JSON.stringify(restore),
        },
      },
      { stack: "example-west", cloud },
    );
  });
  afterAll(async () => {
    await second.end();
    await former.end();
  });

  test("nothing of the stack can be read while its region is lost, and nothing is changed", async () => {
    expect((await former.refresh()).failure).toContain(`no endpoint of ${LOST} answers`);
    expectFormerUntouched();
  });

  test("a second stack comes up in the other region from the copies, and takes no name of the first", async () => {
    const { cloud } = former;
    expect(cloud.databases.automatedBackupsIn(OTHER)).toHaveLength(1);
    const { steps } = ranWell(await second.up());
    expect(steps.filter(({ operation }) => operation !== "create")).toEqual([]);
    const restored = identifierOf(second, "shard-0-restored-2");
    expect(cloud.databases.rows(restored)).toEqual(["invoice 1", "invoice 2"]);
    expect([writesTo(second, SHARD), readsOf(second, SHARD)]).toEqual([restored, [restored]]);
    expect(ranWell(await second.up()).steps).toEqual([]);
    expectFormerUntouched();
  });

  test("Qdrant's collections are restored there from a run that was copied into its bucket", async () => {
    const { cloud } = former;
    const to = secondBucket("qdrant-snapshots-bucket");
    const wanted: Restores = { ...restore, qdrant: { generation: 2, run: RUN, phase: "create" } };
    cloud.buckets.sync(bucketNamed("qdrant-snapshots-copies-bucket"), to, `snapshots/${RUN}/`, cloud);
    const assets = secondBucket("cdn-assets-bucket");
    cloud.buckets.sync(bucketNamed("cdn-assets-copies-bucket"), assets, "", cloud);
    ranWell(await asked(wanted));
    const job = JSON.stringify(second.world.named("kubernetes:batch/v1:Job", "qdrant-restore-job").inputs);
    expect([job.includes(RUN), job.includes(to)]).toEqual([true, true]);
    expect(ranWell(await second.up()).steps).toEqual([]);
    expect(cloud.buckets.list(assets)).toEqual([["assets/logo.svg", "<svg/>"]]);
  });

  test("the first one is as it was when its region is back, and goes without the second or the key of its database", async () => {
    const { cloud } = former;
    cloud.bringRegionBack(LOST);
    expect(ranWell(await former.up()).steps).toEqual([]);
    expect(await guarded(former)).toEqual(guardedBefore);
    const ofSecond = cloud.all().filter((object) => !before.includes(object));
    await former.setConfig(ALLOW_DESTRUCTION);
    ranWell(await former.up());
    ranWell(await former.destroy());
    expect(ofSecond.map(({ type, id }) => cloud.find(type, id))).toEqual(ofSecond);
    expect(cloud.ofType("aws:kms/key:Key").map(({ outputs }) => outputs["arn"])).toContain(
      restore.postgres[SHARD]?.kmsKeyArn,
    );
    expect(ranWell(await second.up()).steps).toEqual([]);
  });
});
