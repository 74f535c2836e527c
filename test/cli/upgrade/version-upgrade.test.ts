import { PLAIN } from "../../../cli/print/style";
import { addSetting } from "../../../cli/upgrade/field-setting";
import { upgradeCommand } from "../../../cli/upgrade/upgrade-command";
import { snapshotEach } from "../../../models/upgrade/database-commands";
import { upgradeSchema, type UpgradeReport } from "../../../models/upgrade/report";
import { InputError, type TierName } from "../../../tiers";
import { runCommands } from "../../support/stand-in-commands/run-commands";

const reportOf = async (tier: TierName, setting: string): Promise<UpgradeReport> =>
  upgradeSchema.parse((await upgradeCommand(tier, undefined, { set: addSetting(setting) })).json);

const titlesOf = ({ phases }: UpgradeReport): string[] => phases.map(({ title }) => title);
const upOf = ({ phases }: UpgradeReport) => phases.find(({ kind }) => kind === "up");

test("the next Kubernetes: checked before, one up, nodes follow, nothing goes back", async () => {
  const report = await reportOf("500", "cluster.kubernetesVersion=1.36");
  expect(titlesOf(report)).toEqual([
    "See whether anything stands against Kubernetes 1.36",
    "Bring the stack to what tier 500 says",
    "Let the nodes follow in their maintenance windows",
  ]);
  expect(upOf(report)).toMatchObject({
    commands: [
      "pulumi config set --path overrides.cluster.kubernetesVersion 1.36",
      "pulumi preview",
      "pulumi up",
    ],
    rollback: "None: see what is irreversible.",
  });
  expect(report.totals.worstDowntime.class).toBe("rolling");
  expect(report.blocked).toEqual([]);
});

test("the next PostgreSQL: permission and snapshots before, one up with an outage, statistics after", async () => {
  const report = await reportOf("500", "postgres.engineVersion=18");
  expect(titlesOf(report)).toEqual([
    "Prepare the databases for PostgreSQL 18",
    "Bring the stack to what tier 500 says",
    "Give the upgraded databases their statistics and parameters",
  ]);
  expect(report.phases[0]?.commands[0]).toBe("pulumi config set allowMajorVersionUpgrade true");
  expect(upOf(report)?.commands[0]).toBe("pulumi config set --path overrides.postgres.engineVersion 18");
  expect(report.phases.at(-1)?.commands.slice(-2)).toEqual([
    "pulumi config rm allowMajorVersionUpgrade",
    "pulumi up",
  ]);
  expect(report.totals.worstDowntime).toEqual({ class: "restart", secondsMin: 300, secondsMax: 3600 });
  expect(report.totals.dataRisk).toBe("recoverable");
  expect(report.blocked).toEqual([]);
  // The group of the new family comes beside the old one, which leaves when no instance uses it.
  const groups = upOf(report)?.steps.filter(({ type }) => type === "aws:rds/parameterGroup:ParameterGroup");
  expect(groups?.map(({ name, operation }) => `${operation} ${name}`)).toEqual([
    "delete postgres-parameters-postgres17",
    "create postgres-parameters-postgres18",
  ]);
});

test.each([
  ["8.2", []],
  ["9.0", ["delete valkey-main-parameters-valkey8", "create valkey-main-parameters-valkey9"]],
])("Valkey %s in place, with a parameter group of its family", async (version, groups) => {
  const report = await reportOf("500", `valkey.engineVersion=${version}`);
  expect(titlesOf(report)).toEqual(["Bring the stack to what tier 500 says"]);
  expect(report.totals.replaces).toBe(0);
  expect(report.totals.worstDowntime.class).toBe("failover");
  const steps = upOf(report)?.steps ?? [];
  expect(
    steps
      .filter(({ type }) => type === "aws:elasticache/parameterGroup:ParameterGroup")
      .map(({ name, operation }) => `${operation} ${name}`),
  ).toEqual(groups);
});

test("a setting that can be undone says how", async () => {
  const report = await reportOf("500", "postgres.backupRetentionDays=8");
  expect(upOf(report)?.rollback).toBe(
    "pulumi config rm --path overrides.postgres.backupRetentionDays, then pulumi up.",
  );
});

test("the text of an upgrade names its outage and that there is no way back", async () => {
  const { text } = await upgradeCommand("500", undefined, { set: addSetting("postgres.engineVersion=18") });
  expect(text(PLAIN)).toMatch(/Irreversible: no rollback undoes this[^]*postgres-shard-0-primary/);
});

describe("refused", () => {
  const upgrade = (...[from, to, options]: Parameters<typeof upgradeCommand>) =>
    upgradeCommand(from, to, options);
  const set = addSetting("postgres.engineVersion=18");

  test("a version that is not in the list, with one message", async () => {
    await expect(upgrade("500", undefined, { set: addSetting("postgres.engineVersion=19") })).rejects.toThrow(
      new InputError("Tier 500 is refused, 1 problem:", [
        { path: "postgres.engineVersion", given: "19", allowed: '"17", "18"' },
      ]),
    );
  });

  test("an upgrade as part of a step between tiers, or of no tier", async () => {
    const message =
      "With --set give one tier, such as upgrade 500 --set postgres.engineVersion=18, and no --keep-sizes: an upgrade is no part of a step between tiers.";
    await expect(upgrade("500", "2k", { set })).rejects.toThrow(message);
    await expect(upgrade(undefined, undefined, { set })).rejects.toThrow(message);
  });

  test("no field, a misspelt one, no value", () => {
    expect(() => addSetting("postgres.engineVersio=18")).toThrow(
      '--set is "postgres.engineVersio=18"; allowed: a field of a tier and its value, such as postgres.engineVersion=18, did you mean "postgres.engineVersion"?. Fields: docs/tiers.md.',
    );
    expect(() => addSetting("postgres.engineVersion")).toThrow(InputError);
  });
});

test("a setting is a number, a switch or a word; versions are words", () => {
  expect(
    ["valkey.engineVersion=9.0", "postgres.multiAz=false", "app.webReplicasMin=3"].flatMap((text) =>
      addSetting(text),
    ),
  ).toEqual([
    { field: "valkey.engineVersion", value: "9.0" },
    { field: "postgres.multiAz", value: false },
    { field: "app.webReplicasMin", value: 3 },
  ]);
});

test("snapshots are made of the stack's own primaries, each awaited", () => {
  const primaries = ["prod-shard-0", "prod-shard-1"];
  const { calls } = runCommands([snapshotEach("before-18", "postgresPrimaries")], { primaries });
  expect(calls.filter((call) => /^aws rds (create|wait)/.test(call))).toEqual(
    primaries.flatMap((name) => [
      `aws rds create-db-snapshot --db-instance-identifier ${name} --db-snapshot-identifier ${name}-before-18 --query DBSnapshot.Status --output text`,
      `aws rds wait db-snapshot-available --db-snapshot-identifier ${name}-before-18`,
    ]),
  );
});
