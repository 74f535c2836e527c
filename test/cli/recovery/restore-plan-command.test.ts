import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  planCommand,
  restorePlanCommand,
  type RestorePlanOptions,
} from "../../../cli/recovery/restore-plan-command";
import { PLAIN } from "../../../cli/print/style";
import { restorePlanSchema } from "../../../models/upgrade/restore";
import { InputError } from "../../../tiers";
import { runScale } from "../../support/run-scale";

const NOW = new Date("2026-11-29T12:00:00Z");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "restore-"));
  mkdirSync(join(folder, "stacks/config"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function stackWith(restore: object): void {
  writeFileSync(
    join(folder, "stacks/config/Pulumi.prod.yaml"),
    `config:\n  scaling-tiers:tier: "500"\n  scaling-tiers:restore: ${JSON.stringify({ postgres: { "shard-0": restore } })}\n`,
  );
}
const ofProd = (options: Partial<RestorePlanOptions> = {}) =>
  restorePlanCommand(undefined, { stack: "prod", shard: "shard-0", ...options }, NOW, folder);

test("a snapshot at tier 500: four phases, of which one interrupts, with what is at risk and what it costs", async () => {
  const result = await restorePlanCommand("500", { shard: "shard-0", snapshot: "before" }, NOW);
  const plan = restorePlanSchema.parse(result.json);
  expect(plan.phases.map(({ downtime, dataRisk }) => [downtime.class, dataRisk])).toEqual([
    ["none", "none"],
    ["outage", "recoverable"],
    ["none", "none"],
    ["none", "recoverable"],
  ]);
  expect(plan.phases.map(({ creates, deletes }) => [creates, deletes])).toEqual([
    [["postgres-shard-0-restored-2-primary", "postgres-shard-0-restored-2-replica-0"], []],
    [[], []],
    [[], []],
    [[], ["postgres-shard-0-primary", "postgres-shard-0-replica-0"]],
  ]);
  // A primary from a snapshot takes 10 minutes at least, and its replica as many.
  expect(plan.minutesUntilServingMin).toBeGreaterThanOrEqual(20);
  expect(plan.extraUsdPerDay).toBeGreaterThan(1);
  expect(plan.phases[0]?.commands).toEqual([
    "pulumi config set --path restore.postgres.shard-0.generation 2",
    "pulumi config set --path restore.postgres.shard-0.snapshot before",
    "pulumi config set --path restore.postgres.shard-0.phase create",
    "pulumi preview",
    "pulumi up",
  ]);
  for (const { rollback, checks } of plan.phases) {
    expect(rollback).not.toBe("");
    expect(checks[0]?.command).toBe("pulumi preview --expect-no-changes");
  }
  expect(result.text(PLAIN)).toMatch(/^Tier 500: shard-0 restored, generation 2\n/);
});

test("begins where the stack's file is, and names the instance that goes as the stack does", async () => {
  stackWith({ generation: 2, snapshot: "before", phase: "use" });
  const plan = restorePlanSchema.parse((await ofProd()).json);
  expect(plan.phases.map(({ number }) => number)).toEqual([2, 3, 4]);
  const retire = plan.phases[1]?.commands.find((command) => command.includes("retires"));
  expect(retire).toMatch(
    /^pulumi config set --path restore\.postgres\.shard-0\.retires prod-shard-0-[0-9a-z]{8}$/,
  );
});

test("the next restore is another generation, and says no more what the one before was made from", async () => {
  stackWith({ generation: 2, snapshot: "before" });
  const plan = restorePlanSchema.parse((await ofProd({ time: "2026-11-29T02:10:00Z" })).json);
  expect(plan.generation).toBe(3);
  expect(plan.phases[0]?.commands.slice(0, -3)).toEqual([
    "pulumi config rm --path restore.postgres.shard-0.snapshot",
    "pulumi config rm --path restore.postgres.shard-0.automatedBackupArn",
    "pulumi config rm --path restore.postgres.shard-0.lost",
    "pulumi config set --path restore.postgres.shard-0.generation 3",
    "pulumi config set --path restore.postgres.shard-0.time 2026-11-29T02:10:00Z",
  ]);
});

test("an instance that is gone is replaced in one `up` after a refresh, and what it takes is an outage", async () => {
  stackWith({ generation: 2, snapshot: "before" });
  const automatedBackup = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-example";
  const time = "2026-11-29T02:10:00Z";
  const plan = restorePlanSchema.parse((await ofProd({ time, automatedBackup, lost: true })).json);
  expect(plan.phases).toHaveLength(1);
  const [phase] = plan.phases;
  expect(phase?.commands.map((command) => command.replace(/prod-shard-0-\S+/, "<former>"))).toEqual([
    "pulumi refresh",
    "pulumi config rm --path restore.postgres.shard-0.snapshot",
    "pulumi config set --path restore.postgres.shard-0.generation 3",
    `pulumi config set --path restore.postgres.shard-0.time ${time}`,
    `pulumi config set --path restore.postgres.shard-0.automatedBackupArn ${automatedBackup}`,
    "pulumi config set --path restore.postgres.shard-0.lost <former>",
    "pulumi preview",
    "pulumi up",
  ]);
  expect(phase).toMatchObject({
    creates: ["postgres-shard-0-restored-3-primary", "postgres-shard-0-restored-3-replica-0"],
    deletes: [],
    dataRisk: "loss",
    atRisk: `Everything written after ${time} was on the instance that is gone, and is lost with it.`,
    downtime: { class: "outage", secondsMin: plan.minutesUntilServingMin * 60 },
  });
  expect(plan.minutesUntilServingMin).toBeGreaterThanOrEqual(10);
});

test("--lost is refused on the way to another instance, and for what is no shard", async () => {
  stackWith({ generation: 2, snapshot: "before", phase: "use" });
  await expect(ofProd({ lost: true })).rejects.toThrow(
    new InputError(
      "--lost is for a shard of which one instance serves alone; shard-0 is at generation 2 (phase use). Go on with that: scale restore plan --shard 0.",
    ),
  );
  expect(() => planCommand("500", { valkey: true, snapshot: "nightly", lost: true }, NOW)).toThrow(
    new InputError(
      "--lost is for --shard: an empty cache or collection is what the product bears until it is restored.",
    ),
  );
});

test("another restore while one is under way is refused", async () => {
  stackWith({ generation: 2, snapshot: "before", phase: "use" });
  await expect(ofProd({ snapshot: "later" })).rejects.toThrow(
    new InputError(
      "shard-0 is on its way to generation 2 (phase use), from before. End that restore first, or give it up: scale restore plan --shard 0 without --snapshot and --time.",
    ),
  );
});

test.each<readonly [RestorePlanOptions, string]>([
  [
    { shard: "shard-4", snapshot: "before" },
    "Tier 500 has no shard-4. Its database shards: shard-0; give one by its number.",
  ],
  [
    { shard: "shard-0", snapshot: "before", time: "2026-11-29T02:10:00Z" },
    "Give --snapshot or --time, not both: a snapshot is of its own time.",
  ],
  [
    { shard: "shard-0" },
    "Name what to restore from: --snapshot <identifier>, or --time <UTC> such as 2026-11-29T02:10:00Z.",
  ],
  [
    { shard: "shard-0", time: "yesterday" },
    '--time is "yesterday"; allowed: a time in UTC to the second such as 2026-11-29T02:10:00Z.',
  ],
  [
    { shard: "shard-0", time: "2026-11-29T13:00:00Z" },
    '--time is "2026-11-29T13:00:00Z"; allowed: from 2026-11-22T12:00:00Z on, as backups are kept for 7 days, to 2026-11-29T11:55:00Z, which RDS has by now.',
  ],
  [
    { shard: "shard-0", snapshot: "before", automatedBackup: "arn" },
    "--automated-backup needs --time: the point in time to restore it to.",
  ],
])("%j is refused", async (options, message) => {
  await expect(restorePlanCommand("500", options, NOW)).rejects.toThrow(new InputError(message));
});

test("a shard that is no number, in one line and with exit code 2", async () => {
  const { code, stdout, stderr } = await runScale("restore", "plan", "500", "--shard", "first");
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr: '--shard is "first"; allowed: the number of a database shard, such as 0.\n',
  });
});

test("as a page, each phase has a box to tick, and nothing is fetched", async () => {
  const options = { shard: "shard-0", snapshot: "before", html: true } as const;
  const html = (await restorePlanCommand("500", options, NOW)).text(PLAIN);
  expect(html).toMatch(/^<!doctype html>\n<html lang="en" data-digest="[0-9a-f]{12}">/);
  expect(html.match(/<input type="checkbox" id="phase-\d+">/g)).toEqual(
    [1, 2, 3, 4].map((number) => `<input type="checkbox" id="phase-${number}">`),
  );
  expect(html).toContain("<title>Tier 500: shard-0 restored, generation 2</title>");
  expect(html).not.toMatch(/(?:src|href)="(?!https:\/\/docs\.)/);
});
