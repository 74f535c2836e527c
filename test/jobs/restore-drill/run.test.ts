import { Stopped } from "../../../jobs/qdrant-rebalance/clock";
import type { Restored, RunningRows } from "../../../jobs/restore-drill/judge";
import { EXIT, run } from "../../../jobs/restore-drill/run";
import { RdsStandIn } from "../../support/rds-stand-in";

const NOW = "2026-11-29T12:00:00Z";
const SCRATCH = "prod-drill";
const STATE = "/drills/last.json";
const DAY_MS = 86_400_000;

let aws: RdsStandIn;
beforeEach(async () => {
  aws = new RdsStandIn();
  await aws.start();
  aws.snapshots.set("rds:prod-shard-0-2026-11-28", {
    instance: "prod-shard-0",
    time: "2026-11-28T04:10:00Z",
  });
  aws.snapshots.set("rds:prod-shard-0-2026-11-29", {
    instance: "prod-shard-0",
    time: "2026-11-29T04:10:00Z",
  });
});
afterEach(() => aws.stop());

const GOOD: Restored = {
  tables: [
    { name: "public.invoices", rows: 5_000, fingerprint: "42" },
    { name: "public.drafts", rows: 0, fingerprint: "0" },
  ],
  hasChecksums: true,
};
const RUNNING: RunningRows = new Map([
  ["public.invoices", 5_100],
  ["public.drafts", 3],
]);

interface Outcome {
  readonly code: number;
  readonly written: string[];
  readonly said: string[];
}

interface Options {
  readonly environment?: Readonly<Record<string, string>>;
  readonly restored?: () => Promise<Restored>;
  readonly now?: string;
  readonly stopAtSleep?: number;
}

async function start({
  environment = {},
  restored = () => Promise.resolve(GOOD),
  now = NOW,
  stopAtSleep = Infinity,
}: Options = {}): Promise<Outcome> {
  const written: string[] = [];
  const said: string[] = [];
  let passed = 0;
  let sleeps = 0;
  const code = await run({
    environment: {
      AWS_REGION: "eu-central-1",
      SOURCES: JSON.stringify([{ primary: "prod-shard-0", readHost: "replica.example" }]),
      SCRATCH_INSTANCE: SCRATCH,
      SCRATCH_CLASS: "db.t4g.medium",
      SUBNET_GROUP: "prod-postgres",
      SECURITY_GROUP: "sg-1",
      DATABASE: "app",
      DATABASE_PORT: "5432",
      READER: "app_reader_a",
      READER_PASSWORD: "secret",
      CA_FILE: "/program/rds.pem",
      STATE_URL: `${aws.url}${STATE}`,
      METRIC_NAMESPACE: "Scaling/prod",
      ...environment,
    },
    clock: {
      now: () => passed,
      sleep: (milliseconds) => {
        passed += milliseconds;
        // Told to stop, it is not waited for any more.
        return ++sleeps >= stopAtSleep ? Promise.reject(new Stopped()) : Promise.resolve();
      },
    },
    now: () => new Date(now),
    credentials: () => Promise.resolve({ accessKeyId: "test", secretAccessKey: "t", sessionToken: "t" }),
    urlOf: () => aws.url,
    databases: {
      restored: (host) => (host === `${SCRATCH}.example` ? restored() : Promise.reject(new Error(host))),
      running: (host) =>
        host === "replica.example" ? Promise.resolve(RUNNING) : Promise.reject(new Error(host)),
    },
    write: (line) => written.push(line),
    say: (line) => said.push(line),
  });
  return { code, written, said };
}

const state = (): Record<string, unknown> =>
  JSON.parse(aws.objects.get(STATE) ?? "{}") as Record<string, unknown>;

test("the newest backup is restored, read and compared; its age is told, and nothing is left", async () => {
  const { code, written } = await start();
  expect({ code, written }).toEqual({
    code: EXIT.done,
    written: [
      "succeeded: rds:prod-shard-0-2026-11-29, 2 tables and 5000 rows, restored and read in 2 minutes",
    ],
  });
  expect(aws.instances.size).toBe(0);
  // Before it, as if there never had been one; after it, none old.
  expect(aws.ages).toEqual([999, 0]);
  expect(state()).toMatchObject({ succeeded: true, lastSuccess: "2026-11-29T12:00:00.000Z", problems: [] });
});

test("on the days between it only tells the age", async () => {
  await start();
  aws.actions.length = 0;
  const later = new Date(Date.parse(NOW) + 27 * DAY_MS).toISOString();
  expect((await start({ now: later })).written).toEqual([
    "not due: the last drill succeeded 27 days ago, and the next is after 28",
  ]);
  expect(aws.actions).toEqual(["PutMetricData", "DescribeDBInstances"]);
  expect(aws.ages.at(-1)).toBe(27);
  const due = new Date(Date.parse(NOW) + 28 * DAY_MS).toISOString();
  expect((await start({ now: due })).code).toBe(EXIT.failed);
  expect(
    (await start({ now: later, environment: { EVERY_DAYS: "0", MAX_AGE_HOURS: "999" } })).written[0],
  ).toMatch(/^succeeded/);
});

test.each<readonly [string, () => Promise<Restored>, string]>([
  [
    "a table that is missing",
    () => Promise.resolve({ ...GOOD, tables: GOOD.tables.slice(1) }),
    "table public.invoices is missing, which has about 5100 rows",
  ],
  [
    "a table that is half empty",
    () => Promise.resolve({ ...GOOD, tables: [{ name: "public.invoices", rows: 2_000, fingerprint: "1" }] }),
    "table public.invoices has 2000 of about 5100 rows",
  ],
  ["an empty database", () => Promise.resolve({ ...GOOD, tables: [] }), "no table was restored"],
  [
    "pages that nobody verifies",
    () => Promise.resolve({ ...GOOD, hasChecksums: false }),
    "data checksums are off, so nobody noticed a broken page",
  ],
  [
    "a page that is broken",
    () => Promise.reject(new Error('invalid page in block 7 of relation "base/5/16384"')),
    'invalid page in block 7 of relation "base/5/16384"',
  ],
])(
  "%s fails the drill, which is tried again the next day, and leaves nothing",
  async (_, restored, problem) => {
    const { code, written } = await start({ restored });
    expect({ code, written }).toEqual({
      code: EXIT.failed,
      written: [`failed: rds:prod-shard-0-2026-11-29: ${problem}`],
    });
    expect(aws.instances.size).toBe(0);
    expect(aws.ages).toEqual([999, 999]);
    expect((await start({ now: "2026-11-29T20:00:00Z" })).code).toBe(EXIT.done);
  },
);

test("a backup that is too old, or none, fails it", async () => {
  expect((await start({ now: "2026-11-30T12:00:00Z" })).written).toEqual([
    "failed: rds:prod-shard-0-2026-11-29: the newest backup is 31 hours old; 26 are allowed",
  ]);
  aws.snapshots.clear();
  aws.snapshots.set("rds:new", { instance: "prod-shard-0", time: NOW, status: "creating" });
  expect((await start()).written).toEqual([
    "failed: no backup: prod-shard-0 has no backup that can be restored",
  ]);
});

test("databases take turns, by the month", async () => {
  aws.snapshots.set("rds:prod-shard-1-2026-12-01", {
    instance: "prod-shard-1",
    time: "2026-12-01T04:10:00Z",
  });
  const SOURCES = JSON.stringify(
    ["prod-shard-0", "prod-shard-1"].map((primary) => ({ primary, readHost: "replica.example" })),
  );
  expect((await start({ environment: { SOURCES } })).written[0]).toContain("rds:prod-shard-0-2026-11-29");
  const december = { SOURCES, EVERY_DAYS: "0" };
  expect((await start({ environment: december, now: "2026-12-01T12:00:00Z" })).written[0]).toContain(
    "rds:prod-shard-1-2026-12-01",
  );
});

describe("cut off", () => {
  test("at any moment, its instance goes with it or with the run after it is over, and the drill is held", async () => {
    let at = 1;
    for (; ; at++) {
      const first = await start({ stopAtSleep: at });
      if (first.code === EXIT.done) break;
      expect(first.code).toBe(EXIT.stopped);
      const next = await start({ now: "2026-11-29T17:00:00Z" });
      expect(next.code).toBe(EXIT.done);
      expect(aws.instances.size).toBe(0);
      aws.objects.clear();
    }
    expect(at).toBeGreaterThan(3);
  });

  test("by a node that died, what is left is removed by the next run that is due to", async () => {
    aws.instances.set(SCRATCH, {
      status: "available",
      snapshot: "any",
      tags: { "restore-drill": "true", "restore-drill-expires": "2026-11-29T11:00:00Z" },
    });
    const { code, said } = await start();
    expect(code).toBe(EXIT.done);
    expect(said[0]).toBe("removed prod-drill, left by a drill that was cut off");
    expect(aws.instances.size).toBe(0);
  });
});

test("a drill that may be under way is left alone, and an instance that no drill has made", async () => {
  aws.instances.set(SCRATCH, {
    status: "available",
    snapshot: "any",
    tags: { "restore-drill": "true", "restore-drill-expires": "2026-11-29T13:00:00Z" },
  });
  expect(await start()).toMatchObject({
    code: EXIT.refused,
    said: [
      "refused: Another drill is under way, or was cut off: prod-drill belongs to it until 2026-11-29T13:00:00Z.",
    ],
  });
  aws.instances.set(SCRATCH, { status: "available", snapshot: "any", tags: {} });
  expect(await start()).toMatchObject({
    code: EXIT.refused,
    said: [
      "refused: The instance prod-drill does not carry the tag restore-drill: no drill has made it, and none deletes it.",
    ],
  });
  expect(aws.actions).not.toContain("DeleteDBInstance");
  // The alarm hears of the age all the same.
  expect(aws.ages).toEqual([999, 999]);
});

test("settings that are wrong, all at once", async () => {
  const { code, said } = await start({
    environment: { SOURCES: "[]", READER_PASSWORD: "", EVERY_DAYS: "often" },
  });
  expect({ code, said }).toEqual({
    code: EXIT.settings,
    said: [
      `wrong settings:
SOURCES is "[]". Allowed: a JSON list of the databases, such as [{"primary":"prod-shard-0","readHost":"…"}].
READER_PASSWORD is missing. Allowed: the password of READER.
EVERY_DAYS is "often". Allowed: 0 to 365; 0 is a drill now.`,
    ],
  });
});
