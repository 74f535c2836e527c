import type { Rehearsal } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { beginFresh } from "../support/fresh-stack";
import { contentsOf, guarded, type Contents } from "../support/stack-contents";

const INSTANCE = "aws:rds/instance:Instance";
const FEWER = { [`${PROJECT}:overrides`]: JSON.stringify({ postgres: { shardCount: 3 } }) };
const decommission = (shards: Record<string, unknown>): Record<string, string> => ({
  [`${PROJECT}:decommission`]: JSON.stringify(shards),
});
const LEAVING = decommission({ "shard-3": { venturesLeft: 0 } });

const isOfShard3 = (text: string): boolean => text.includes("shard-3");
/** Databases of the other shards, with all their inputs. */
const otherDatabases = (contents: Contents): Contents =>
  contents.filter(({ type, name }) => type === INSTANCE && !isOfShard3(name));

describe("one shard of tier 20k", () => {
  let rehearsal: Rehearsal;
  let before: Contents;
  let guardedBefore: Readonly<Record<string, string>>;

  beforeAll(async () => {
    rehearsal = await beginFresh("20k");
    before = await contentsOf(rehearsal);
    guardedBefore = await guarded(rehearsal);
  });
  afterAll(() => rehearsal.end());

  const primary = (): Readonly<Record<string, unknown>> =>
    rehearsal.world.named(INSTANCE, "postgres-shard-3-primary").inputs;
  const othersAreAsBefore = async (): Promise<void> => {
    expect(otherDatabases(await contentsOf(rehearsal))).toEqual(otherDatabases(before));
    const others = Object.entries(guardedBefore).filter(([urn]) => !isOfShard3(urn));
    expect(others.length).toBeLessThan(Object.keys(guardedBefore).length);
    expect(await guarded(rehearsal)).toEqual(Object.fromEntries(others));
  };

  test("cannot go while it is in service: the engine refuses, and nothing is deleted", async () => {
    await rehearsal.setConfig(FEWER);
    const { succeeded, failure } = await rehearsal.preview();
    expect(succeeded).toBe(false);
    expect(failure).toMatch(/postgres-shard-3-(primary|copies)/);
    expect(failure).toContain("protected");
    expect(await guarded(rehearsal)).toEqual(guardedBefore);
  });

  test("is taken out of service: its protection is lifted, and no other database is touched", async () => {
    await rehearsal.setConfig({ [`${PROJECT}:overrides`]: "{}", ...LEAVING });
    const { failure, steps } = await rehearsal.up();
    expect(failure).toBe("");
    expect(steps.filter(({ type }) => type === INSTANCE)).toMatchObject([
      { name: "postgres-shard-3-primary", operation: "update", diffs: ["deletionProtection"] },
    ]);
    // The job that made its users; what it made stays.
    expect(steps.filter(({ operation }) => operation === "delete").map(({ name }) => name)).toEqual([
      "postgres-pooler-roles-shard-3",
    ]);
    expect(primary()).toMatchObject({ deletionProtection: false, skipFinalSnapshot: false });
    expect(primary()["finalSnapshotIdentifier"]).toMatch(/-shard-3-[0-9a-z]{8}-final-[0-9a-f]{8}$/);
    await othersAreAsBefore();
    expect((await rehearsal.up()).steps).toEqual([]);
  });

  test("goes with the up that lowers the number, and the others stay protected", async () => {
    await rehearsal.setConfig({ ...FEWER, ...decommission({}) });
    const { failure, steps } = await rehearsal.up();
    expect(failure).toBe("");
    const databases = steps.filter(({ type }) => type === INSTANCE);
    expect(databases.map(({ name, operation }) => `${operation} ${name}`).sort()).toEqual([
      "delete postgres-shard-3-primary",
      "delete postgres-shard-3-replica-0",
    ]);
    await othersAreAsBefore();
    expect((await rehearsal.up()).steps).toEqual([]);
  });
});
