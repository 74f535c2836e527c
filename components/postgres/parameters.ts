import type { TierSpec } from "../../tiers";

/** One entry of an RDS parameter group. */
export interface PostgresParameter {
  readonly name: string;
  readonly value: string;
  /** A static parameter takes `pending-reboot`: RDS refuses `immediate` for it. */
  readonly applyMethod: "immediate" | "pending-reboot";
}

const MIB_PER_GIB = 1024;

/** Longer than anybody waits for an answer; a report or a migration sets its own in its transaction. */
const STATEMENT_TIMEOUT_MS = 120_000;

/** Share of the disk that write-ahead log kept for a replication slot may fill before the slot is given up. */
const SLOT_SHARE_OF_STORAGE = 0.2;

/** Statements of at least so long are logged. */
const SLOW_STATEMENT_MS = 1_000;

const atReboot = (name: string, value: number | string): PostgresParameter => ({
  name,
  value: String(value),
  applyMethod: "pending-reboot",
});
const atOnce = (name: string, value: number | string): PostgresParameter => ({
  name,
  value: String(value),
  applyMethod: "immediate",
});

/**
 * What a log line may tell of a statement. Parameters are what users wrote, and so are constants in the text of a statement; an
 * error's detail quotes both (https://www.postgresql.org/docs/17/runtime-config-logging.html).
 */
function statementLog(log: TierSpec["postgres"]["slowStatementLog"]): PostgresParameter[] {
  return log === "off"
    ? [
        atOnce("log_min_duration_statement", -1),
        atOnce("log_parameter_max_length", 0),
        atOnce("log_min_error_statement", "panic"),
        atOnce("log_error_verbosity", "terse"),
      ]
    : [
        atOnce("log_min_duration_statement", SLOW_STATEMENT_MS),
        // In bytes of each parameter; -1 logs them whole.
        atOnce("log_parameter_max_length", log === "withParameters" ? -1 : 0),
      ];
}

/** Family of the parameter group of a major version, such as `postgres17`. */
export function parameterFamily(engineVersion: string): string {
  return `postgres${engineVersion}`;
}

/**
 * Parameters of every primary and replica.
 *
 * The first group must never be lower on a standby than on its primary, or the standby stops replaying
 * (https://www.postgresql.org/docs/17/hot-standby.html#HOT-STANDBY-ADMIN). RDS derives some of them from the
 * instance class, so all are written out and shared: primary and replicas may then be resized in any order.
 */
export function postgresParameters(
  spec: Pick<TierSpec["postgres"], "maxConnections" | "allocatedStorageGiB" | "slowStatementLog">,
): PostgresParameter[] {
  return [
    atReboot("max_connections", spec.maxConnections),
    atReboot("max_worker_processes", 16),
    atReboot("max_wal_senders", 20),
    atReboot("max_prepared_transactions", 0),
    atReboot("max_locks_per_transaction", 64),

    atReboot("rds.logical_replication", 1),
    atReboot("max_replication_slots", 20),
    // In MB. An abandoned slot keeps write-ahead log for ever; without a limit it fills the disk.
    atOnce(
      "max_slot_wal_keep_size",
      Math.floor(spec.allocatedStorageGiB * MIB_PER_GIB * SLOT_SHARE_OF_STORAGE),
    ),

    // It is the default from PostgreSQL 15 on, and RDS reads a default back as waiting for a reboot: said otherwise here, every
    // preview would show a change (https://github.com/hashicorp/terraform-provider-aws/issues/39252).
    atReboot("rds.force_ssl", 1),
    // In milliseconds. A client that dies inside a transaction would hold a pooled connection and its locks.
    atOnce("idle_in_transaction_session_timeout", 60_000),
    // In milliseconds. A query that nobody waits for any more would hold one of few pooled connections.
    atOnce("statement_timeout", STATEMENT_TIMEOUT_MS),
    // Else a replica cancels a read after 30 s that needs rows which the primary has vacuumed. What a read holds back on the
    // primary ends with the timeout above (https://www.postgresql.org/docs/17/hot-standby.html#HOT-STANDBY-CONFLICT).
    atOnce("hot_standby_feedback", 1),
    // RDS preloads it unless told otherwise; written out, nobody who adds a library forgets it.
    atReboot("shared_preload_libraries", "pg_stat_statements"),
    ...statementLog(spec.slowStatementLog),
  ];
}
