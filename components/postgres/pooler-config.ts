import { createHash } from "node:crypto";
import { PORTS } from "../shared/references";
import { usersOf } from "./logins";
import { CLIENT_CONNECTIONS_PER_POOLER } from "../../tiers/limits";

/** A database of the pooler, by the name clients connect to. */
export interface PooledDatabase {
  /** Letters, digits and underscores, such as `shard_0`. */
  readonly name: string;
  /** DNS names as in the servers' certificates; at least one. New connections go to them in turn. */
  readonly hosts: readonly string[];
  /** Takes the connections when none of the hosts can be reached. */
  readonly fallbackHost?: string;
}

export interface PoolerConfig {
  readonly databases: readonly PooledDatabase[];
  /** Server connections to each database at most. */
  readonly poolSize: number;
}

/** Database on every shard. Frozen: RDS replaces an instance to change it. */
export const POSTGRES_DATABASE = "app";

/** May give PgBouncer commands, such as `RECONNECT`, from inside its own pod; has no password and reaches no database. */
export const POOLER_ADMIN = "pooler_admin";

/** May read the console's `SHOW`, and logs in to no database: for the observer. */
export const POOLER_OBSERVER = "pooler_observer";

/** Where the pod finds its files. */
export const POOLER_DIRECTORY = "/etc/pgbouncer";
export const POOLER_FILES = {
  config: "pgbouncer.ini",
  access: "pg_hba.conf",
  users: "userlist.txt",
  certificates: "rds-ca.pem",
} as const;

/** Name of a shard's database at the pooler: `shard-0` is `shard_0`, which needs no quotes. */
export function pooledDatabaseName(shard: string): string {
  return shard.replaceAll("-", "_");
}

const path = (file: keyof typeof POOLER_FILES): string => `${POOLER_DIRECTORY}/${POOLER_FILES[file]}`;

/**
 * PgBouncer takes hosts in turn, or each only when the one before it fails, and cannot do both in one list.
 * @throws RangeError for several hosts with a fallback
 */
function databaseLine({ name, hosts, fallbackHost }: PooledDatabase): string {
  if (fallbackHost !== undefined && hosts.length > 1)
    throw new RangeError(`${name}: a fallback (${fallbackHost}) is for one host, not for ${hosts.length}.`);
  const all = fallbackHost === undefined ? hosts : [...hosts, fallbackHost];
  const mode = fallbackHost === undefined ? "round-robin" : "disable";
  const balance = all.length > 1 ? ` load_balance_hosts=${mode}` : "";
  return `${name} = host=${all.join(",")} port=${PORTS.postgres} dbname=${POSTGRES_DATABASE}${balance}`;
}

/**
 * What PgBouncer would refuse of what Node.js clients and others send when they connect. It keeps none of it, as a server
 * connection serves many clients; the limits are those of the parameter group. `options` is not among them: its parts are
 * judged one by one, so that another setting is refused rather than lost.
 */
const IGNORED_AT_STARTUP = [
  "extra_float_digits",
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
] as const;

/** A migration has a connection of its own: its tools hold advisory locks and set things for their session. */
const USERS = usersOf("migrator").map((user) => `${user} = pool_mode=session`);

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

    ["auth_type", "hba"],
    ["auth_hba_file", path("access")],
    ["auth_file", path("users")],
    ["admin_users", POOLER_ADMIN],
    // May read SHOW POOLS and SHOW STATS.
    ["stats_users", [...usersOf("reader"), POOLER_OBSERVER].join(",")],
    ["ignore_startup_parameters", IGNORED_AT_STARTUP.join(",")],

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
  return [
    ...["[databases]", ...databases.map(databaseLine), ""],
    ...["[users]", ...USERS, ""],
    ...["[pgbouncer]", ...lines, ""],
  ].join("\n");
}

/** Stands in a pod's annotations for a text the pod reads, so that a change of the text restarts the pod. */
export function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
