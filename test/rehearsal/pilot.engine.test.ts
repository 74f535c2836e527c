import type { Rehearsal } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import type { Pilot, Restores } from "../../tiers";
import { ALLOW_DESTRUCTION, ranWell } from "../support/rehearsal";
import { writesTo } from "../support/restore-walk";
import { casesOf } from "../support/seed";
import {
  beginSecond,
  DECIDED,
  expectToGoByItself,
  expectUntouched,
  FormerStack,
  LOST,
  RUN,
  shardsOf,
} from "../support/two-regions";

const INSTANCE = "aws:rds/instance:Instance";
/** What the program refuses is in test/stacks/pilot.test.ts: in the process of a test its refusal is nobody's. */
const CUT = "2026-11-30T01:00:01Z";

jest.setTimeout(600_000);

describe.each(casesOf("pilots", ["100", "20k"] as const, 1, 1))("a pilot of tier %s", (tier) => {
  const shards = shardsOf(tier);
  let former: FormerStack;
  let second: Rehearsal;
  let pilot: Pilot;
  let ids: readonly string[];

  const ofShard = (shard: string) => former.ofSecond(INSTANCE, `postgres-${shard}-primary`);
  const identifierOf = (shard: string): string => String(ofShard(shard).inputs["identifier"]);
  const rowsOf = (shard: string): string[] =>
    former.rehearsal.cloud.databases.rows(identifierOf(shard)).map((row) => row.replace(` of ${shard}`, ""));

  beforeAll(async () => {
    former = await FormerStack.begin(tier);
    former.fillBuckets();
    former.write("invoice 1", "2026-11-29T10:00:00Z");
    pilot = {
      postgres: Object.fromEntries(shards.map((shard) => [shard, { sourceArn: former.sourceArn(shard) }])),
    };
    second = await beginSecond(tier, { [`${PROJECT}:pilot`]: JSON.stringify(pilot) }, former.rehearsal);
  });
  afterAll(async () => {
    await second.end();
    await former.rehearsal.end();
  });

  test("comes up beside the running stack, with replicas and nothing that is dear or can be made quickly", async () => {
    const { steps } = ranWell(await second.up());
    expect(steps.filter(({ operation }) => operation !== "create")).toEqual([]);
    expect(steps.filter(({ type }) => type === INSTANCE)).toHaveLength(shards.length);
    const dear = /^aws:(eks|elasticache|lb|cloudfront|wafv2|ec2\/(natGateway|eip|instance))|^kubernetes:/;
    expect(steps.map(({ type }) => type).filter((type) => dear.test(type))).toEqual([]);
    expect(ranWell(await second.up()).steps).toEqual([]);
    ids = shards.map((shard) => ofShard(shard).id);
    expectUntouched(former);
  });

  test("has what is written at the source, takes no write of its own, and is protected", async () => {
    former.write("invoice 2", DECIDED);
    for (const shard of shards) {
      expect(rowsOf(shard)).toEqual(["invoice 1", "invoice 2"]);
      expect(() => {
        former.rehearsal.cloud.databases.write(identifierOf(shard), "one of its own", DECIDED);
      }).toThrow("cannot execute INSERT in a read-only transaction");
    }
    const replicas = (await second.resources()).filter(({ type }) => type === INSTANCE);
    expect(replicas.map(({ protect }) => protect)).toEqual(shards.map(() => true));
  });

  test("keeps every row up to the loss, and makes the rest of the platform around the promoted databases", async () => {
    former.rehearsal.cloud.loseRegion(LOST);
    former.write("invoice 3", CUT);
    await second.setConfig({ [`${PROJECT}:pilot`]: JSON.stringify({ ...pilot, phase: "promote" }) });
    const { steps } = ranWell(await second.up());
    const ofDatabases = steps.filter(({ type, name }) => type === INSTANCE && name.endsWith("-primary"));
    expect(ofDatabases.map(({ operation }) => operation)).toEqual(shards.map(() => "update"));
    const gone = steps.filter(({ operation }) => /replace|delete/.test(operation)).map(({ name }) => name);
    expect(gone.sort()).toEqual(shards.map((shard) => `postgres-${shard}-pilot-stopped`));
    expect(shards.map((shard) => ofShard(shard).id)).toEqual(ids);
    for (const shard of shards) {
      expect(rowsOf(shard)).toEqual(["invoice 1", "invoice 2"]);
      expect(writesTo(second, shard)).toBe(identifierOf(shard));
      former.rehearsal.cloud.databases.write(identifierOf(shard), `invoice 4 of ${shard}`, CUT);
      expect(rowsOf(shard)).toEqual(["invoice 1", "invoice 2", "invoice 4"]);
    }
    expect(ranWell(await second.up()).steps).toEqual([]);
    expectUntouched(former);
  });

  test("restores Qdrant's collections from the copies as a stack of copies does", async () => {
    const { snapshots } = former.syncBuckets();
    const restore: Restores = { postgres: {}, qdrant: { generation: 2, run: RUN, phase: "create" } };
    await second.setConfig({ [`${PROJECT}:restore`]: JSON.stringify(restore) });
    ranWell(await second.up());
    const job = JSON.stringify(second.world.named("kubernetes:batch/v1:Job", "qdrant-restore-job").inputs);
    expect([job.includes(RUN), job.includes(snapshots)]).toEqual([true, true]);
  });

  test("stands without the former one, which goes by itself once its region is back", async () => {
    await expectToGoByItself(former, second);
    for (const shard of shards) expect(rowsOf(shard)).toEqual(["invoice 1", "invoice 2", "invoice 4"]);
  });
});

test("a pilot that is not needed goes in two steps, and the running stack keeps everything", async () => {
  const former = await FormerStack.begin("100");
  const pilot: Pilot = { postgres: { "shard-0": { sourceArn: former.sourceArn("shard-0") } } };
  const config = { [`${PROJECT}:pilot`]: JSON.stringify(pilot) };
  const second = await beginSecond("100", config, former.rehearsal);
  ranWell(await second.up());
  await second.setConfig(ALLOW_DESTRUCTION);
  ranWell(await second.up());
  expect(ranWell(await second.destroy()).steps.some(({ type }) => type === INSTANCE)).toBe(true);
  expectUntouched(former);
  await second.end();
  await former.rehearsal.end();
});
