import { restorePlanCommand } from "../../cli/recovery/restore-plan-command";
import { restorePlanSchema } from "../../models/upgrade/restore";
import type { Rehearsal } from "../../rehearsal/rehearsal";
import { cutOff, expectCutOffRuns } from "../support/cut-off-runs";
import { followAll } from "../support/follow-commands";
import { beginFresh } from "../support/fresh-stack";
import { ranWell } from "../support/rehearsal";
import { identifierOf, lastRun, readsOf, writesTo } from "../support/restore-walk";
import { expectStillGuarded, orphanIds } from "../support/restored-stack";
import { casesOf } from "../support/seed";
import { guarded } from "../support/stack-contents";

const INSTANCE = "aws:rds/instance:Instance";
/** Replication of backups that are no longer sent is none to the provider (its FindDBInstanceAutomatedBackupByARN). */
const COPIES = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication";
const SHARD = "shard-0";

jest.setTimeout(900_000);
expectCutOffRuns();

describe.each(casesOf("lost databases", ["100", "500", "5k", "20k"] as const, 1, 2))(
  "one database is gone at tier %s",
  (tier) => {
    let rehearsal: Rehearsal;
    let former: string;
    let lost: readonly string[];
    let commands: readonly string[];
    let guardedBefore: Readonly<Record<string, string>>;
    let orphansBefore: readonly string[];

    const ago = (minutes: number): string =>
      `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;
    const identifiers = (): string[] =>
      rehearsal.world.ofType(INSTANCE).map(({ inputs }) => String(inputs["identifier"]));

    beforeAll(async () => {
      rehearsal = await beginFresh(tier);
      const { world } = rehearsal;
      former = identifierOf(rehearsal, SHARD);
      world.databases.write(former, "invoice 1", ago(60));
      world.databases.write(former, "invoice 2", ago(20));
      world.databases.write(former, "invoice 3", ago(8));
      guardedBefore = await guarded(rehearsal);
      orphansBefore = await orphanIds(rehearsal);
      const gone = [...world.ofType(INSTANCE), ...world.ofType(COPIES)].filter(({ name }) =>
        name.startsWith(`postgres-${SHARD}-`),
      );
      lost = gone.map(({ name }) => name).sort();
      for (const { type, name } of gone) world.lose(type, name);
      const region = String(gone[0]?.outputs["region"]);
      const backup = world.databases.automatedBackupsIn(region).find(({ instance }) => instance === former);
      const automatedBackup = String(backup?.arn);
      const asked = { shard: SHARD, time: ago(10), automatedBackup, lost: true } as const;
      const plan = restorePlanSchema.parse((await restorePlanCommand(tier, asked)).json);
      // One, as test/cli/recovery/restore-plan-command.test.ts says.
      commands = plan.phases.flatMap((phase) => phase.commands);
    });
    afterAll(() => rehearsal.end());

    test("a restore without the refresh is refused, as the state still protects it, and nothing is changed", async () => {
      const before = rehearsal.world.contents();
      const { failure } = await followAll(
        rehearsal,
        commands.filter((command) => command !== "pulumi refresh"),
      );
      // Of several that are protected the engine names the first that it comes to.
      expect(failure).toMatch(
        /postgres-shard-0-(?:primary|copies)" cannot be deleted\s+because it is protected/,
      );
      expect(rehearsal.world.contents()).toEqual(before);
    });

    test("a refresh finds just that; whoever then goes on without a restore is about to make an empty one", async () => {
      const { steps } = ranWell(await rehearsal.refresh());
      expect(steps.map(({ operation, name }) => `${operation} ${name}`).sort()).toEqual(
        lost.map((name) => `delete ${name}`),
      );
      const without = await followAll(rehearsal, ["pulumi config rm --path restore", "pulumi preview"]);
      expect(ranWell(without).steps).toContainEqual(
        expect.objectContaining({ operation: "create", name: `postgres-${SHARD}-primary` }),
      );
    });

    test("the restored one takes its place in one `up`, which was cut off before, and none is made under its name", async () => {
      const made: string[] = [];
      await cutOff(rehearsal, 4, () => followAll(rehearsal, commands));
      rehearsal.world.hooks = {
        afterChange: (_, { type, name, operation }) => {
          if (type === INSTANCE && operation === "create") made.push(name);
        },
      };
      ranWell(await followAll(rehearsal, ["pulumi up"]));
      rehearsal.world.hooks = {};
      const restored = identifierOf(rehearsal, "shard-0-restored-2");
      expect(made.filter((name) => !name.startsWith("postgres-shard-0-restored-2-"))).toEqual([]);
      expect(identifiers()).not.toContain(former);
      expect(rehearsal.world.databases.rows(restored)).toEqual(["invoice 1", "invoice 2"]);
      expect([writesTo(rehearsal, SHARD), readsOf(rehearsal, SHARD)]).toEqual([restored, [restored]]);
      expect(lastRun(rehearsal, "shard-0-restored-2")).toBe("roles.sql");
    });

    test("nothing else that is protected has gone, nothing is left of it, and the next `up` changes nothing", async () => {
      expect(ranWell(await rehearsal.up()).steps).toEqual([]);
      await expectStillGuarded(rehearsal, guardedBefore, [
        `::postgres-${SHARD}-primary`,
        `::postgres-${SHARD}-copies`,
      ]);
      expect(await orphanIds(rehearsal)).toEqual(orphansBefore);
      expect(rehearsal.world.all().filter(({ name }) => lost.includes(name))).toEqual([]);
    });
  },
);
