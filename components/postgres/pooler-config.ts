import { createHash } from "node:crypto";
import { PORTS } from "../shared/references";
import { CLIENT_CONNECTIONS_PER_POOLER } from "../../tiers/limits";

/** A database of the pooler, by the name clients connect to. */
export interface PooledDatabase {
  /** Letters, digits and underscores, such as `shard_0`. */
  readonly name: string;
  /** DNS names as in the servers' certificates; at least one. New connections go to them in turn. */
  readonly hosts: readonly string[];
}

export interface PoolerConfig {
  readonly databases: readonly PooledDatabase[];
  /** Server connections to each database at most. */
  readonly poolSize: number;
}

/** Database and user on every shard. Both are frozen: RDS replaces an instance to change them. */
export const POSTGRES_DATABASE = "app";
export const POSTGRES_USER = "app";

/** Where the pod finds its files. */
export const POOLER_DIRECTORY = "/etc/pgbouncer";
export const POOLER_FILES = {
  config: "pgbouncer.ini",
  users: "userlist.txt",
  certificates: "rds-ca.pem",
} as const;

/** Name of a shard's database at the pooler: `shard-0` is `shard_0`, which needs no quotes. */
export function pooledDatabaseName(shard: string): string {
  return shard.replaceAll("-", "_");
}

const path = (file: keyof typeof POOLER_FILES): string => `${POOLER_DIRECTORY}/${POOLER_FILES[file]}`;

function databaseLine({ name, hosts }: PooledDatabase): string {
  const balance = hosts.length > 1 ? " load_balance_hosts=round-robin" : "";
  return `${name} = host=${hosts.join(",")} port=${PORTS.postgres} dbname=${POSTGRES_DATABASE}${balance}`;
}

/**
 * Text of `pgbouncer.ini` (https://www.pgbouncer.org/config.html), for PgBouncer 1.25 or later:
 * before, `verify-full` compared the whole list of hosts with the name in the certificate.
 * Times are in seconds, `tcp_user_timeout` in milliseconds.
 */
export function poolerConfigText({ databases, poolSize }: PoolerConfig): string {
  const severalHosts = databases.some(({ hosts }) => hosts.length > 1);
  const settings: readonly (readonly [string, string | number])[] = [
    ["listen_addr", "*"],
    ["listen_port", PORTS.pooler],
    // No socket file: the root file system is read-only.
    ["unix_socket_dir", ""],

    ["auth_type", "scram-sha-256"],
    ["auth_file", path("users")],
    // May read SHOW POOLS and SHOW STATS; nobody may change settings at run time.
    ["stats_users", POSTGRES_USER],

    ["pool_mode", "transaction"],
    ["max_prepared_statements", 200],
    ["max_client_conn", CLIENT_CONNECTIONS_PER_POOLER],
    ["default_pool_size", poolSize],
    ["max_db_connections", poolSize],
    ["server_round_robin", severalHosts ? 1 : 0],

    ["server_tls_sslmode", "verify-full"],
    ["server_tls_ca_file", path("certificates")],

    // A failover moves the DNS name, which RDS publishes for 5 seconds, to another address; the old one goes silent.
    ["dns_max_ttl", 5],
    ["server_connect_timeout", 5],
    ["server_login_retry", 1],
    ["tcp_keepidle", 15],
    ["tcp_keepintvl", 5],
    ["tcp_keepcnt", 3],
    ["tcp_user_timeout", 30_000],
    // Longer than any web request waits.
    ["query_wait_timeout", 30],
    // Connections move to new replicas only by being reopened.
    ["server_lifetime", 600],
    ["server_idle_timeout", 300],

    // Probes and pools connect all the time; statistics and errors are logged.
    ["log_connections", 0],
    ["log_disconnections", 0],
  ];
  const lines = settings.map(([key, value]) => `${key} = ${value}`.trimEnd());
  return ["[databases]", ...databases.map(databaseLine), "", "[pgbouncer]", ...lines, ""].join("\n");
}

/** Text of `userlist.txt`. The password stands in plain text: PgBouncer logs in to the servers with it. */
export function poolerUsersText(password: string): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return `${quoted(POSTGRES_USER)} ${quoted(password)}\n`;
}

/** Stands in a pod's annotations for a text the pod reads, so that a change of the text restarts the pod. */
export function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
