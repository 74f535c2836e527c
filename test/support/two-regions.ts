import { nameOf } from "../../rehearsal/buckets";
import type { Rehearsal } from "../../rehearsal/rehearsal";
import type { WorldObject } from "../../rehearsal/world";
import { PROJECT } from "../../stacks/dry-run-config";
import { shardNames, tierNamed, type TierName } from "../../tiers";
import { beginFresh } from "./fresh-stack";
import { ALLOW_DESTRUCTION, beginOnEngine, ranWell } from "./rehearsal";
import { identifierOf } from "./restore-walk";
import { guarded } from "./stack-contents";

/** Neither of them has what CloudFront asks for of us-east-1, so that both stacks make that there. */
export const LOST = "eu-central-1";
export const OTHER = "eu-west-1";
/** What is written up to then has reached the other region. */
export const DECIDED = "2026-11-30T01:00:00Z";
export const RUN = "2026-11-29T02-30-07Z";
const INSTANCE = "aws:rds/instance:Instance";
const BUCKET = "aws:s3/bucket:Bucket";

export const shardsOf = (tier: TierName): readonly string[] =>
  shardNames(tierNamed(tier).postgres.shardCount);

type Config = Readonly<Record<string, string>>;

/** A second stack of the same account, without copies of its own. */
export const beginSecond = (tier: TierName, config: Config, { cloud }: Rehearsal): Promise<Rehearsal> =>
  beginOnEngine(
    {
      tier,
      config: {
        "aws:region": OTHER,
        [`${PROJECT}:environment`]: "example-west",
        [`${PROJECT}:overrides`]: JSON.stringify({ operations: { disasterRecovery: "off" } }),
        ...config,
      },
    },
    { stack: "example-west", cloud },
  );

/** A stack with copies in another region, in an account that a second one shares with it. */
export class FormerStack {
  private constructor(
    readonly rehearsal: Rehearsal,
    readonly before: readonly WorldObject[],
    readonly guardedBefore: Readonly<Record<string, string>>,
    /** Identifiers of the primaries, by shard. */
    private readonly primaries: ReadonlyMap<string, string>,
  ) {}

  static async begin(tier: TierName): Promise<FormerStack> {
    const rehearsal = await beginFresh(tier, {
      "aws:region": LOST,
      [`${PROJECT}:disasterRecoveryRegion`]: OTHER,
      [`${PROJECT}:overrides`]: JSON.stringify({ operations: { disasterRecovery: "backup" } }),
    });
    const primaries = new Map(shardsOf(tier).map((shard) => [shard, identifierOf(rehearsal, shard)]));
    return new FormerStack(rehearsal, rehearsal.cloud.all(), await guarded(rehearsal), primaries);
  }

  /** A row of each shard. */
  write(row: string, time: string): void {
    for (const [shard, primary] of this.primaries)
      this.rehearsal.cloud.databases.write(primary, `${row} of ${shard}`, time);
  }

  identifierOf(shard: string): string {
    return this.primaries.get(shard) ?? "";
  }

  /** ARN of the primary of a shard. */
  sourceArn(shard: string): string {
    const found = this.before.find(
      ({ type, inputs }) => type === INSTANCE && inputs["identifier"] === this.identifierOf(shard),
    );
    return String(found?.outputs["arn"]);
  }

  /** A run of Qdrant's snapshots that is complete, and an asset. */
  fillBuckets(): void {
    const { cloud } = this.rehearsal;
    const snapshots = this.bucketNamed("qdrant-snapshots-bucket");
    cloud.buckets.put(snapshots, `snapshots/${RUN}/complete.json`, "{}", cloud);
    cloud.buckets.put(this.bucketNamed("cdn-assets-bucket"), "assets/logo.svg", "<svg/>", cloud);
  }

  private bucketNamed(name: string): string {
    return this.before
      .filter((one) => one.type === BUCKET && one.name === name)
      .map(nameOf)
      .join();
  }

  /** What another stack of the account has made of a type and of a logical name. */
  ofSecond(type: string, name: string): WorldObject {
    const found = this.rehearsal.cloud.ofType(type).filter((one) => one.name === name && !this.isOwn(one));
    const [only] = found;
    if (only === undefined || found.length > 1)
      throw new Error(`The second stack has ${found.length} objects ${type} named ${name}.`);
    return only;
  }

  isOwn({ type, id }: WorldObject): boolean {
    return this.before.some((one) => one.type === type && one.id === id);
  }

  /** What was copied of snapshots and assets, into the buckets of the second stack. */
  syncBuckets(): { readonly snapshots: string; readonly assets: string } {
    const { cloud } = this.rehearsal;
    const snapshots = nameOf(this.ofSecond(BUCKET, "qdrant-snapshots-bucket"));
    const assets = nameOf(this.ofSecond(BUCKET, "cdn-assets-bucket"));
    cloud.buckets.sync(
      this.bucketNamed("qdrant-snapshots-copies-bucket"),
      snapshots,
      `snapshots/${RUN}/`,
      cloud,
    );
    cloud.buckets.sync(this.bucketNamed("cdn-assets-copies-bucket"), assets, "", cloud);
    return { snapshots, assets };
  }
}

/** What the first stack has made is as it was, in both regions and in none. */
export function expectUntouched({ rehearsal, before }: FormerStack): void {
  expect(before.map(({ type, id }) => rehearsal.cloud.find(type, id))).toEqual(before);
}

/** The region is back: nothing has to be done to the stack, and it goes without anything of the second. */
export async function expectToGoByItself(former: FormerStack, second: Rehearsal): Promise<void> {
  const { rehearsal } = former;
  const { cloud } = rehearsal;
  cloud.bringRegionBack(LOST);
  expect(ranWell(await rehearsal.up()).steps).toEqual([]);
  expect(await guarded(rehearsal)).toEqual(former.guardedBefore);
  const ofSecond = cloud.all().filter((object) => !former.isOwn(object));
  await rehearsal.setConfig(ALLOW_DESTRUCTION);
  ranWell(await rehearsal.up());
  ranWell(await rehearsal.destroy());
  expect(ofSecond.map(({ type, id }) => cloud.find(type, id))).toEqual(ofSecond);
  expect(ranWell(await second.up()).steps).toEqual([]);
}
