import { parameterFamily, postgresParameters } from "../../../components/postgres/parameters";
import { tiers } from "../../../tiers";

/** May not be lower on a standby than on its primary (PostgreSQL 17 documentation, 26.4.2). */
const STANDBY_SENSITIVE = [
  "max_connections",
  "max_worker_processes",
  "max_wal_senders",
  "max_prepared_transactions",
  "max_locks_per_transaction",
];
/** Context `postmaster` in `postgres --describe-config` of PostgreSQL 17, and RDS's own static one. */
const STATIC = [...STANDBY_SENSITIVE, "max_replication_slots", "rds.logical_replication"];
/** Has the value that is RDS's default, and so is read back as waiting for a reboot (TFP#39252). */
const DEFAULTS = ["rds.force_ssl", "shared_preload_libraries"];

const byName = (spec: Parameters<typeof postgresParameters>[0]) =>
  new Map(postgresParameters(spec).map((parameter) => [parameter.name, parameter]));

describe("parameters", () => {
  const parameters = byName({
    maxConnections: 160,
    allocatedStorageGiB: 50,
    slowStatementLog: "withoutParameters",
  });

  test("everything a standby may not have less of is written out", () => {
    expect([...parameters.keys()]).toEqual(expect.arrayContaining(STANDBY_SENSITIVE));
  });

  test.each([...parameters.values()].map(({ name, applyMethod }) => [name, applyMethod] as const))(
    "%s is applied %s",
    (name, applyMethod) => {
      expect(applyMethod).toBe([...STATIC, ...DEFAULTS].includes(name) ? "pending-reboot" : "immediate");
    },
  );

  test.each([
    ["max_connections", "160"],
    ["rds.logical_replication", "1"],
    ["rds.force_ssl", "1"],
    ["statement_timeout", "120000"],
    ["hot_standby_feedback", "1"],
    // A fifth of 50 GiB, in MB.
    ["max_slot_wal_keep_size", "10240"],
    ["shared_preload_libraries", "pg_stat_statements"],
    ["log_min_duration_statement", "1000"],
    // No parameter of a slow statement is in the log.
    ["log_parameter_max_length", "0"],
  ])("%s is %s", (name, value) => {
    expect(parameters.get(name)?.value).toBe(value);
  });

  test("the log of slow statements may hold parameters, or nothing that users wrote", () => {
    const of = (slowStatementLog: "off" | "withParameters") => {
      const found = byName({ maxConnections: 160, allocatedStorageGiB: 50, slowStatementLog });
      return [...found.values()]
        .filter(({ name }) => name.startsWith("log_"))
        .map(({ name, value }) => `${name} = ${value}`);
    };
    expect(of("withParameters")).toEqual([
      "log_min_duration_statement = 1000",
      "log_parameter_max_length = -1",
    ]);
    expect(of("off")).toEqual([
      "log_min_duration_statement = -1",
      "log_parameter_max_length = 0",
      "log_min_error_statement = panic",
      "log_error_verbosity = terse",
    ]);
  });

  test("only the connections and the limit of a slot differ between tiers", () => {
    const [first, ...others] = tiers.map(({ postgres }) => byName(postgres));
    const differing = [...(first?.keys() ?? [])].filter((name) =>
      others.some((other) => other.get(name)?.value !== first?.get(name)?.value),
    );
    expect(differing).toEqual(["max_connections", "max_slot_wal_keep_size"]);
  });

  test("more connections come with another class, whose restart makes them effective", () => {
    for (const [index, tier] of tiers.slice(1).entries()) {
      const before = tiers[index]?.postgres;
      const same = before?.maxConnections === tier.postgres.maxConnections;
      expect([tier.name, same || before?.instanceClass !== tier.postgres.instanceClass]).toEqual([
        tier.name,
        true,
      ]);
    }
  });

  test("no step lowers the connections", () => {
    const counts = tiers.map(({ postgres }) => postgres.maxConnections);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });

  test("the family is named after the major version", () => {
    expect(parameterFamily("17")).toBe("postgres17");
  });
});
