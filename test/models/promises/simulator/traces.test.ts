import type { Promises } from "../../../../models/promises/schema";
import { always, type Series } from "../../../../models/promises/simulator/series";
import { simulate, type Trace } from "../../../../models/promises/simulator/simulate";
import { PROMISES } from "../../../../models/promises/table";
import type { TierName } from "../../../../tiers";
import { alarmsUnderTest, DAY, HOUR, traceOf } from "../../../support/alarm-traces";

const GIB = 2 ** 30;
/** Traces begin on Sunday at midnight, in the maintenance window; what is to be heard comes later. */
const LATER = 8 * HOUR;

const between =
  (from: number, to: number, inside: Series, outside: Series = () => undefined): Series =>
  (minute) =>
    (minute >= from && minute < to ? inside : outside)(minute);

/** Who was told, as `page errors-page 31`: the minutes since `since`. */
function heard(
  tier: TierName,
  trace: Trace,
  { since = 0, promises }: { since?: number; promises?: Promises } = {},
): string[] {
  const { alarms, rules } = alarmsUnderTest(tier, promises);
  return simulate(alarms, trace, { muteRules: rules }).map(
    ({ severity, alarm, minute }) => `${severity} ${alarm} ${minute - since}`,
  );
}

/** The same without the minutes. */
const kinds = (told: readonly string[]): string[] =>
  told.map((line) => line.split(" ").slice(0, 2).join(" "));
const minuteOf = (told: readonly string[], alarm: string): number =>
  Number(told.find((line) => line.split(" ")[1] === alarm)?.split(" ")[2] ?? Number.NaN);

const REQUESTS: Readonly<Record<TierName, number>> = {
  "100": 80,
  "500": 400,
  "2k": 1_600,
  "5k": 4_000,
  "10k": 8_000,
  "20k": 16_000,
};

/** The lean alarms, the full ones, and the most of them. */
describe.each(["100", "2k", "20k"] as const)("tier %s", (tier) => {
  const requests = REQUESTS[tier];

  test("two good days are silent", () => {
    expect(heard(tier, traceOf({ minutes: 2 * DAY, traffic: () => ({ requests }) }))).toEqual([]);
  });

  test("30 minutes of errors page within 5", () => {
    const trace = traceOf({
      minutes: LATER + 2 * HOUR,
      traffic: (minute) => ({ requests, failing: minute >= LATER && minute < LATER + 30 ? 1 : 0 }),
    });
    const told = heard(tier, trace, { since: LATER });
    const alarm = tier === "100" ? "errors-burn-1h" : "errors-page";
    expect(kinds(told)).toContain(`page ${alarm}`);
    expect(minuteOf(told, alarm)).toBeLessThan(5);
  });

  test("a burn of 3.5 for two days tickets and does not page", () => {
    const trace = traceOf({
      minutes: LATER + 2 * DAY,
      traffic: (minute) => ({ requests, failing: minute >= LATER ? 0.0035 : 0 }),
    });
    expect(kinds(heard(tier, trace))).toEqual([
      tier === "100" ? "ticket errors-burn-1d" : "ticket errors-ticket",
    ]);
  });
});

test("a burn of 1 for a month is silent: errors and late answers", () => {
  const traffic = () => ({ requests: 1_600, failing: 0.001, late: 0.05 });
  const alarms = alarmsUnderTest("2k").alarms.filter(({ name }) => /^(errors|content)-/.test(name));
  expect(alarms).toHaveLength(16);
  expect(simulate(alarms, traceOf({ minutes: 30 * DAY, traffic }))).toEqual([]);
});

test("a trickle at tier 100 with one error in a hundred requests does not page", () => {
  const traffic = (minute: number) =>
    minute % 36 === 0 ? { requests: 60, failing: minute === LATER + 36 ? 1 / 60 : 0 } : { requests: 0 };
  expect(heard("100", traceOf({ minutes: 3 * DAY, traffic }))).toEqual([]);
});

test("a trickle at tier 100 with every hundredth request wrong for days tickets and does not page", () => {
  const traffic = () => ({ requests: 2, failing: 0.01 });
  expect(kinds(heard("100", traceOf({ minutes: 3 * DAY, traffic })))).toEqual(["ticket errors-burn-1d"]);
});

test("a minute with a fifth of the requests wrong is silent at 2K", () => {
  const traffic = (minute: number) => ({ requests: 1_600, failing: minute === LATER ? 0.2 : 0 });
  expect(heard("2k", traceOf({ minutes: LATER + 3 * HOUR, traffic }))).toEqual([]);
});

test("errors that end are no longer an alarm when the short window has passed them, and page again when they come back", () => {
  const isBad = (minute: number) => minute >= LATER && minute < LATER + 300 && minute % 60 < 20;
  const traffic = (minute: number) => ({ requests: 1_600, failing: isBad(minute) ? 1 : 0 });
  const told = heard("2k", traceOf({ minutes: LATER + 150, traffic }), { since: LATER });
  expect(told.filter((line) => line.startsWith("page errors-page")).length).toBeGreaterThan(1);
});

test("no traffic is silent while the canary is well", () => {
  expect(heard("100", traceOf({ minutes: 3 * DAY }))).toEqual([]);
});

test("no traffic with a broken canary pages, after two runs", () => {
  const metrics = {
    SuccessPercent: (minute: number) =>
      minute % 30 === 0 ? ([[minute < LATER ? 100 : 50, 1]] as const) : undefined,
  };
  const told = heard("100", traceOf({ minutes: LATER + 4 * HOUR, metrics }), { since: LATER });
  expect(kinds(told)).toEqual(["page uptime"]);
  expect(minuteOf(told, "uptime")).toBeLessThanOrEqual(60);
});

test("a canary that no longer runs pages", () => {
  const metrics = {
    SuccessPercent: between(0, LATER, (minute) => (minute % 30 === 0 ? [[100, 1]] : undefined)),
  };
  expect(kinds(heard("2k", traceOf({ minutes: LATER + 4 * HOUR, metrics })))).toEqual(["page uptime"]);
});

test("a maintenance window is mute: failovers and restarts of an hour", () => {
  const isDown = (minute: number) => minute >= HOUR && minute < 2 * HOUR;
  const trace = traceOf({
    minutes: 2 * DAY,
    traffic: (minute) => ({
      requests: 1_600,
      failing: isDown(minute) ? 0.5 : 0,
      late: isDown(minute) ? 1 : 0,
    }),
    metrics: { ReplicaLag: between(HOUR, 2 * HOUR, always(-1), always(0)) },
  });
  // A day's window still counts the hour when the mute ends, and says so once.
  expect(kinds(heard("2k", trace))).toEqual([]);
});

test("what is still wrong when the maintenance window ends pages then", () => {
  const traffic = (minute: number) => ({ requests: 1_600, failing: minute >= HOUR ? 0.5 : 0 });
  const told = heard("2k", traceOf({ minutes: DAY, traffic }), { since: 6 * HOUR });
  expect(told).toContain("page errors-page 0");
});

test("a full disk does not wait for the end of the window", () => {
  const metrics = { FreeStorageSpace: always(1 * GIB) };
  expect(kinds(heard("2k", traceOf({ minutes: 3 * HOUR, metrics })))).toContain(
    "page postgres-storage-full-shard-0-primary",
  );
});

test("a disk that fills in six days tickets before it pages", () => {
  const metrics = {
    FreeStorageSpace: (minute: number) => [[100 * GIB * Math.max(0, 1 - minute / (6 * DAY)), 1]] as const,
  };
  const told = heard("2k", traceOf({ minutes: 6 * DAY, metrics })).filter((line) => line.includes("primary"));
  expect(kinds(told)).toEqual([
    "ticket postgres-storage-low-shard-0-primary",
    "page postgres-storage-full-shard-0-primary",
  ]);
  const [ticket = 0, page = 0] = told.map((line) => Number(line.split(" ")[2]));
  expect((page - ticket) / HOUR).toBeGreaterThan(12);
  expect(6 * DAY - page).toBeGreaterThan(6 * HOUR);
});

test("a replica that lags while its primary writes is a ticket", () => {
  const metrics = {
    ReplicaLag: between(LATER, 2 * DAY, always(20), always(0)),
    TransactionLogsGeneration: always(500_000),
  };
  expect(kinds(heard("500", traceOf({ minutes: LATER + HOUR, metrics })))).toEqual([
    "ticket postgres-replica-lag-shard-0-replica-0",
  ]);
});

test("a replica of an idle primary is five minutes behind and silent", () => {
  const metrics = { ReplicaLag: always(280), TransactionLogsGeneration: always(300) };
  expect(heard("500", traceOf({ minutes: DAY, metrics }))).toEqual([]);
});

test("a replica that stops pages", () => {
  const metrics = { ReplicaLag: between(LATER, 2 * DAY, always(-1), always(0)) };
  expect(kinds(heard("2k", traceOf({ minutes: LATER + HOUR, metrics })))).toEqual([
    "page postgres-replica-stopped-shard-0-replica-0",
  ]);
});

test("a backup that stopped is a ticket: too old, or no word of it", () => {
  const old = { QdrantSnapshotAgeHours: (minute: number) => [[12 + minute / HOUR, 1]] as const };
  expect(kinds(heard("2k", traceOf({ minutes: 2 * DAY, metrics: old })))).toEqual(["ticket backup-vectors"]);
  const silent = { DatabaseBackupAgeHours: between(0, LATER, always(12)) };
  expect(kinds(heard("2k", traceOf({ minutes: 2 * DAY, metrics: silent })))).toEqual([
    "ticket backup-database",
  ]);
});

test("a pod that observes no more is a ticket within four hours, and nothing else", () => {
  const metrics = {
    QdrantSnapshotAgeHours: between(0, LATER, always(12)),
    DatabaseBackupAgeHours: between(0, LATER, always(12)),
    PoolMaxWaitSeconds: between(0, LATER, always(0)),
  };
  const told = heard("500", traceOf({ minutes: LATER + 6 * HOUR, metrics }), { since: LATER });
  expect(kinds(told)).toEqual(["ticket backup-vectors", "ticket backup-database"]);
  expect(minuteOf(told, "backup-vectors")).toBeLessThanOrEqual(4 * HOUR);
});

test("clients that wait for the pool page within 5 minutes; a pool that is busy is a ticket; one slow minute is neither", () => {
  const waits = (to: number) => ({
    PoolMaxWaitSeconds: between(LATER, to, always(4), always(0)),
    PoolUsedPercent: between(LATER, to, always(100), always(20)),
  });
  const told = heard("100", traceOf({ minutes: LATER + HOUR, metrics: waits(2 * DAY) }), { since: LATER });
  expect(kinds(told)).toEqual(["page pool-wait", "ticket pool-used"]);
  expect(minuteOf(told, "pool-wait")).toBeLessThanOrEqual(5);
  expect(heard("100", traceOf({ minutes: LATER + HOUR, metrics: waits(LATER + 1) }))).toEqual([]);
});

test("a peer that fills up is a ticket before it pages", () => {
  // Five percent an hour.
  const metrics = { QdrantMemoryPercent: (minute: number) => [[50 + minute / 12, 1]] as const };
  const told = heard("100", traceOf({ minutes: 8 * HOUR, metrics }));
  expect(kinds(told)).toEqual(["ticket qdrant-memory-high", "page qdrant-memory-full"]);
});

test("an event loop that lags, and a cache that answers slowly, are tickets", () => {
  const metrics = {
    LoopLagP99Ms: between(LATER, 2 * DAY, always(250), always(10)),
    CacheAnswerMs: between(LATER, 2 * DAY, always(80), always(2)),
  };
  expect(kinds(heard("500", traceOf({ minutes: LATER + HOUR, metrics })))).toEqual([
    "ticket app-loop-lag",
    "ticket valkey-answer",
  ]);
});

test("no healthy pod pages within 5 minutes, also when nobody is registered", () => {
  for (const gone of [always(0), () => undefined]) {
    const metrics = { HealthyHostCount: between(0, LATER, always(3), gone) };
    const told = heard("2k", traceOf({ minutes: LATER + 20, metrics }), { since: LATER });
    expect(kinds(told)).toContain("page app-no-targets");
    expect(minuteOf(told, "app-no-targets")).toBeLessThanOrEqual(5);
  }
});

test("slow content pages for content, and for nothing else", () => {
  const traffic = (minute: number, group: string) => ({
    requests: 1_600,
    late: minute >= LATER && group === "content" ? 0.9 : 0,
  });
  expect(kinds(heard("2k", traceOf({ minutes: LATER + HOUR, traffic })))).toEqual(["page content-page"]);
});

test("a dead letter is a ticket, at once", () => {
  const metrics = { ApproximateNumberOfMessagesVisible: between(LATER, 2 * DAY, always(1)) };
  const told = heard("100", traceOf({ minutes: LATER + HOUR, metrics }), { since: LATER });
  expect(told).toEqual(["ticket queue-dead-letters 0"]);
});

test("a NAT instance that is gone pages", () => {
  const metrics = { StatusCheckFailed: between(0, LATER, always(0)) };
  expect(kinds(heard("100", traceOf({ minutes: LATER + 30, metrics })))).toEqual(["page nat-instance"]);
});

test("a gateway without ports pages", () => {
  const metrics = { ErrorPortAllocation: between(LATER, 2 * DAY, always(5)) };
  expect(kinds(heard("2k", traceOf({ minutes: LATER + 30, metrics })))).toEqual(["page nat-ports-zone-0"]);
});

test("a cache that answers half is a ticket; few look-ups say nothing", () => {
  const half = (lookups: number) => ({ CacheHits: always(lookups / 2), CacheMisses: always(lookups / 2) });
  expect(kinds(heard("2k", traceOf({ minutes: LATER, metrics: half(200) })))).toEqual([
    "ticket valkey-main-hit-ratio-shard-0",
    "ticket valkey-embeddings-hit-ratio-shard-0",
  ]);
  expect(heard("2k", traceOf({ minutes: LATER, metrics: half(10) }))).toEqual([]);
});

test("connections near the last one page", () => {
  const metrics = { DatabaseConnections: between(LATER, 2 * DAY, always(70), always(30)) };
  expect(kinds(heard("100", traceOf({ minutes: LATER + HOUR, metrics })))).toEqual([
    "page postgres-connections-shard-0-primary",
  ]);
});

test("two errors of fifty requests at the edge are silent, two percent of many page", () => {
  const edge = (requests: number) => ({
    "5xxErrorRate": between(LATER, 2 * DAY, always(4), always(0)),
    Requests: always(requests),
  });
  expect(heard("100", traceOf({ minutes: LATER + HOUR, metrics: edge(10) }))).toEqual([]);
  expect(kinds(heard("100", traceOf({ minutes: LATER + HOUR, metrics: edge(100) })))).toEqual([
    "page edge-errors",
  ]);
});

test("pods that find no node page after a quarter of an hour", () => {
  const metrics = { scheduler_pending_pods_UNSCHEDULABLE: between(LATER, 2 * DAY, always(2), always(0)) };
  const told = heard("2k", traceOf({ minutes: LATER + HOUR, metrics }), { since: LATER });
  expect(told).toEqual(["page app-unscheduled-pods 14"]);
});

test("the fallback by percentiles hears what the share of late answers hears", () => {
  const promises: Promises = { ...PROMISES, latencyBy: "percentile" };
  const isLatency = (line: string): boolean => /(dashboard|content|social)-/.test(line);
  for (const late of [0.1, 0.2, 0.9]) {
    const trace = traceOf({
      minutes: LATER + 4 * HOUR,
      traffic: (minute) => ({ requests: 1_600, late: minute >= LATER ? late : 0 }),
    });
    expect(kinds(heard("2k", trace, { promises })).filter(isLatency)).toEqual(
      kinds(heard("2k", trace)).filter(isLatency),
    );
  }
});
