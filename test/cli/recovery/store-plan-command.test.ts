import { planCommand } from "../../../cli/recovery/restore-plan-command";
import { PLAIN } from "../../../cli/print/style";
import { storeRestorePlanSchema } from "../../../models/upgrade/store-restore";
import { InputError } from "../../../tiers";
import { runCommands } from "../../support/stand-in-commands/run-commands";

const RUN = "2026-11-29T02-30-07Z";

test("the cache at tier 500: a group beside the other, a rolling switch, and the former one goes by its name", async () => {
  const result = await planCommand("500", { valkey: true, snapshot: "nightly" });
  const plan = storeRestorePlanSchema.parse(result.json);
  expect(
    plan.phases.map(({ downtime, dataRisk, creates, deletes }) => [
      downtime.class,
      dataRisk,
      creates,
      deletes,
    ]),
  ).toEqual([
    ["none", "none", ["valkey-main-restored-2-group"], []],
    ["rolling", "recoverable", [], []],
    ["none", "none", [], []],
    ["none", "recoverable", [], ["valkey-main-group"]],
  ]);
  expect(plan.former).toMatch(/^[a-z]+-valkey-main-[0-9a-z]{8}$/);
  expect(plan.phases.flatMap(({ commands }) => commands)).toEqual([
    "pulumi config set --path restore.valkey.generation 2",
    "aws elasticache describe-snapshots --snapshot-name nightly --query 'Snapshots[].[SnapshotStatus,EngineVersion,KmsKeyId]' --output text && pulumi config set --path restore.valkey.snapshot nightly",
    "pulumi config set --path restore.valkey.phase create",
    "pulumi preview",
    "pulumi up",
    "pulumi config set --path restore.valkey.phase use",
    "pulumi preview",
    "pulumi up",
    "pulumi config set --path restore.valkey.phase retire",
    `pulumi config set --path restore.valkey.retires ${plan.former}`,
    "pulumi preview",
    "pulumi up",
    "pulumi config rm --path restore.valkey.phase",
    "pulumi config rm --path restore.valkey.retires",
    "pulumi preview",
    "pulumi up",
  ]);
  expect(plan.extraUsdPerDay).toBeGreaterThan(0);
  expect(plan.minutesUntilServingMin).toBeGreaterThanOrEqual(5);
  expect(result.text(PLAIN)).toMatch(/^Tier 500: the cache restored, generation 2\n/);
});

test.each([
  ["nightly", ["generation 2", "snapshot nightly", "phase create"]],
  // Without it the program refuses the rest.
  ["never-made", ["generation 2", "phase create"]],
])("AWS is asked for the snapshot %s before the stack is told of it", async (snapshot, told) => {
  const plan = storeRestorePlanSchema.parse((await planCommand("500", { valkey: true, snapshot })).json);
  const { calls } = runCommands(plan.phases[0]?.commands ?? []);
  const set = "pulumi config set --path restore.valkey.";
  expect(calls.filter((call) => call.startsWith(set)).map((call) => call.slice(set.length))).toEqual(told);
});

test("collections at tier 500: on the disks that are there, nothing is interrupted, and what goes is named", async () => {
  const result = await planCommand("500", { qdrant: true, run: RUN, collection: ["documents"] });
  const plan = storeRestorePlanSchema.parse(result.json);
  expect(plan.phases.map(({ downtime, dataRisk }) => [downtime.class, dataRisk])).toEqual([
    ["none", "none"],
    ["none", "recoverable"],
    ["none", "recoverable"],
    ["none", "none"],
  ]);
  expect([plan.former, plan.restored, plan.extraUsdPerDay]).toEqual(["documents", "documents-restored-2", 0]);
  expect(plan.phases[0]?.commands.slice(0, 4)).toEqual([
    "pulumi config set --path restore.qdrant.generation 2",
    `pulumi config set --path restore.qdrant.run ${RUN}`,
    "pulumi config set --path 'restore.qdrant.collections[0]' documents",
    "pulumi config set --path restore.qdrant.phase create",
  ]);
  expect(plan.phases[2]?.commands[1]).toBe("pulumi config set --path 'restore.qdrant.retires[0]' documents");
  expect(plan.phases[3]?.deletes).toEqual(["qdrant-restore-job"]);
});

test.each<readonly [object, string]>([
  [{}, "Name what to restore, one of the three: --shard <number>, --valkey, --qdrant."],
  [
    { shard: "shard-0", valkey: true },
    "Name what to restore, one of the three: --shard <number>, --valkey, --qdrant; given were 2.",
  ],
  [
    { valkey: true },
    "Name what to restore from: --snapshot, such as automatic.prod-valkey-main-2026-11-29-05-00.",
  ],
  [{ qdrant: true }, "Name what to restore from: --run, such as 2026-11-29T02-30-07Z."],
  [
    { qdrant: true, run: "yesterday" },
    '--run is "yesterday"; allowed: a complete run of the snapshot job, such as 2026-11-29T02-30-07Z.',
  ],
  [
    { valkey: true, snapshot: "of yesterday" },
    '--snapshot is "of yesterday"; allowed: the name of a snapshot of ElastiCache, such as automatic.prod-valkey-main-2026-11-29-05-00.',
  ],
  [{ valkey: true, run: RUN }, "--run is not for --valkey, which takes --snapshot."],
  [
    { qdrant: true, snapshot: "nightly" },
    "--snapshot is not for --qdrant, which takes --run and --collection.",
  ],
  [
    { shard: "shard-0", run: RUN },
    "--run and --collection are not for --shard, which takes --snapshot or --time.",
  ],
  [
    { qdrant: true, run: RUN, time: "2026-11-29T02:10:00Z" },
    "--time and --automated-backup are for --shard: only RDS restores to a point in time.",
  ],
])("%j is refused", async (options, message) => {
  await expect((async () => planCommand("500", options))()).rejects.toThrow(new InputError(message));
});
