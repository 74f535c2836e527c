import { answersOf, reasonOf } from "../../../jobs/observer/each";
import { putMetricParameters } from "../../../jobs/observer/aws/put-metrics";
import { textsOf } from "../../../jobs/shared/xml";
import { parsePrometheus } from "../../../jobs/observer/prometheus";
import { readSettings } from "../../../jobs/observer/settings";
import { appMetrics } from "../../../jobs/observer/sources/app";
import { poolMetrics } from "../../../jobs/observer/sources/pooler";
import { qdrantMetrics } from "../../../jobs/observer/sources/qdrant";
import { versionSource } from "../../../jobs/observer/sources/versions";

const values = (metrics: readonly { name: string; value: number }[]) =>
  Object.fromEntries(metrics.map(({ name, value }) => [name, value]));

test("Prometheus text is read sample by sample, whatever is in the labels", () => {
  expect(
    parsePrometheus(
      [
        "# HELP a text",
        "a 1",
        'b{id="x } y",q="\\"}"} 2.5e3 1700000000',
        "c NaN",
        "d +Inf",
        "  not a sample",
        "e{broken 1",
        "f -3",
      ].join("\n"),
    ),
  ).toEqual([
    { name: "a", value: 1 },
    { name: "b", value: 2500 },
    { name: "f", value: -3 },
  ]);
});

describe("pools", () => {
  const pool = (database: string, active: number, wait: number) => ({
    database,
    sv_active: String(active),
    sv_active_cancel: 0,
    sv_being_canceled: 0,
    maxwait: Math.floor(wait),
    maxwait_us: Math.round((wait % 1) * 1e6),
  });
  const database = (name: string, max: number) => ({ name, max_connections: String(max) });

  test("users of one database share its connections, and the worst pod counts", () => {
    const quiet = { pools: [pool("shard_0", 1, 0)], databases: [database("shard_0", 10)] };
    const busy = {
      pools: [pool("shard_0", 5, 1.5), pool("shard_0", 3, 0), pool("pgbouncer", 1, 0)],
      databases: [database("shard_0", 10), database("pgbouncer", 0)],
    };
    expect(values(poolMetrics([quiet, busy]))).toEqual({ PoolMaxWaitSeconds: 1.5, PoolUsedPercent: 80 });
  });

  test("nobody has said anything: no metric, and no 0", () => {
    expect(poolMetrics([])).toEqual([]);
    expect(values(poolMetrics([{ pools: [], databases: [] }]))).toEqual({});
  });
});

describe("peers", () => {
  test("the fullest peer counts, and queues of collections are added up", () => {
    const peers = [
      'memory_resident_bytes 400\ncollection_dead_replicas 2\ncollection_update_queue_length{id="a"} 3\ncollection_update_queue_length{id="b"} 4',
      "memory_resident_bytes 900\ncollection_dead_replicas 2",
    ].map(parsePrometheus);
    expect(values(qdrantMetrics(peers, 1_000))).toEqual({
      QdrantMemoryPercent: 90,
      QdrantDeadReplicas: 2,
      QdrantUpdateQueue: 7,
    });
  });

  test("what a version does not tell is absent", () => {
    expect(values(qdrantMetrics([parsePrometheus("memory_resident_bytes 1")], 4))).toEqual({
      QdrantMemoryPercent: 25,
    });
    expect(qdrantMetrics([], 4)).toEqual([]);
  });
});

describe("the application", () => {
  const said = (atSeconds: number, pods: Readonly<Record<string, string>>) => ({
    atSeconds,
    pods: new Map(Object.entries(pods).map(([address, text]) => [address, parsePrometheus(text)])),
  });

  test("counters are compared with what the same pod said before", () => {
    const before = said(0, {
      a: "process_cpu_seconds_total 10\nconsistency_checks_total 5\nconsistency_failures_total 0",
      b: "process_cpu_seconds_total 100",
    });
    const now = said(60, {
      a: "process_cpu_seconds_total 40\nnodejs_eventloop_lag_p99_seconds 0.02\nconsistency_checks_total 25\nconsistency_failures_total 1",
      b: "process_cpu_seconds_total 118\nnodejs_eventloop_lag_p99_seconds 0.15",
      // New, or started anew.
      c: "process_cpu_seconds_total 7",
    });
    expect(values(appMetrics(before, now))).toEqual({
      LoopLagP99Ms: 150,
      AppCpuPercent: 40,
      ConsistencyPercent: 95,
    });
  });

  test("a pod that has restarted counts from the next minute on; without checks there is no consistency", () => {
    const before = said(0, { a: "process_cpu_seconds_total 40\nconsistency_checks_total 9" });
    const now = said(60, { a: "process_cpu_seconds_total 1\nconsistency_checks_total 0" });
    expect(appMetrics(before, now)).toEqual([]);
    expect(appMetrics(undefined, now)).toEqual([]);
  });
});

test("days of support never go below zero", async () => {
  const signal = new AbortController().signal;
  const at = (day: string) => versionSource("2027-03-27", () => Date.parse(day)).read(signal);
  expect(values(await at("2027-03-26T12:00:00Z"))).toEqual({ VersionSupportDays: 0 });
  expect(values(await at("2027-01-26T00:00:00Z"))).toEqual({ VersionSupportDays: 60 });
  expect(values(await at("2028-01-01T00:00:00Z"))).toEqual({ VersionSupportDays: 0 });
});

test("who answers is kept, and only when nobody does it is an error", async () => {
  const ask = (place: string): Promise<string> =>
    place === "a"
      ? Promise.resolve("yes")
      : Promise.reject(Object.assign(new Error("x"), { code: "ETIMEDOUT" }));
  expect([...(await answersOf(["a", "b"], ask))]).toEqual([["a", "yes"]]);
  await expect(answersOf(["b", "c"], ask)).rejects.toThrow("b: ETIMEDOUT");
  await expect(answersOf([], ask)).rejects.toThrow("there is nobody to ask");
  expect(
    reasonOf(
      new TypeError("fetch failed", { cause: Object.assign(new Error("y"), { code: "ECONNREFUSED" }) }),
    ),
  ).toBe("ECONNREFUSED");
});

test("one call carries all metrics of a minute", () => {
  const at = new Date("2027-01-01T00:00:00Z");
  expect(putMetricParameters("Scaling/a", [{ name: "A", value: 1, unit: "Count" }], at)).toEqual({
    Action: "PutMetricData",
    Version: "2010-08-01",
    Namespace: "Scaling/a",
    "MetricData.member.1.MetricName": "A",
    "MetricData.member.1.Value": "1",
    "MetricData.member.1.Unit": "Count",
    "MetricData.member.1.Timestamp": "2027-01-01T00:00:00.000Z",
  });
  expect(textsOf("<A>1</A><B/><A>2</A>", "A")).toEqual(["1", "2"]);
});

test("wrong settings are told all at once, and no secret is quoted", () => {
  expect(() =>
    readSettings({
      METRIC_NAMESPACE: "AWS/RDS",
      POOLER_PORT: "many",
      POOLER_PASSWORD: "",
      SUPPORT_ENDS: "soon",
    }),
  ).toThrow(
    /METRIC_NAMESPACE is "AWS\/RDS": begins with "Scaling\/"\n[\s\S]*POOLER_PASSWORD is \[secret\]: [\s\S]*VALKEY_PASSWORD is not set: it must be set/,
  );
});
