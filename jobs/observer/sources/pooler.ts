import { Client } from "pg";
import type { AddressesOf } from "../addresses";
import { answersOf } from "../each";
import { largest, metric, type Metric, type Source } from "../metric";

/** A line of `SHOW POOLS`: one user of one database (https://www.pgbouncer.org/usage.html#show-pools). */
export interface PoolRow {
  readonly database: string;
  readonly sv_active: number | string;
  /** Connections that carry a cancel request, or wait for the end of one. */
  readonly sv_active_cancel?: number | string;
  readonly sv_being_canceled?: number | string;
  /** How long the oldest client in the queue has waited: whole seconds, and the rest. */
  readonly maxwait: number | string;
  readonly maxwait_us: number | string;
}

/** A line of `SHOW DATABASES`. */
export interface DatabaseRow {
  readonly name: string;
  /** Server connections of all its pools together, at most. */
  readonly max_connections: number | string;
}

/** What one pod of a pooler said. */
export interface PoolerAnswer {
  readonly pools: readonly PoolRow[];
  readonly databases: readonly DatabaseRow[];
}

const waitOf = ({ maxwait, maxwait_us }: PoolRow): number => Number(maxwait) + Number(maxwait_us) / 1e6;

function usedPercents({ pools, databases }: PoolerAnswer): number[] {
  return databases.flatMap(({ name, max_connections }) => {
    const limit = Number(max_connections);
    const active = pools
      .filter(({ database }) => database === name)
      .flatMap((row) => [row.sv_active, row.sv_active_cancel ?? 0, row.sv_being_canceled ?? 0])
      .reduce<number>((sum, count) => sum + Number(count), 0);
    // PgBouncer's own database has no servers, and no limit.
    return limit > 0 ? [(100 * active) / limit] : [];
  });
}

/** The worst of all pods: one that is full makes its clients wait, whatever the others have free. */
export function poolMetrics(answers: readonly PoolerAnswer[]): Metric[] {
  const waits = answers.flatMap(({ pools }) => pools.map(waitOf));
  return [
    ...metric("PoolMaxWaitSeconds", "Seconds", largest(waits)),
    ...metric("PoolUsedPercent", "Percent", largest(answers.flatMap(usedPercents))),
  ];
}

export interface PoolerArgs {
  /** Names of which each has the addresses of all pods of a pooler. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly timeoutMs: number;
  readonly addressesOf: AddressesOf;
}

/** PgBouncer's console of every pod. Its user may read `SHOW …` and log in to no database. */
export function poolerSource({ hosts, port, user, password, timeoutMs, addressesOf }: PoolerArgs): Source {
  const ask = async (host: string): Promise<PoolerAnswer> => {
    const client = new Client({
      host,
      port,
      user,
      password,
      database: "pgbouncer",
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    // A connection that is lost between two questions fails the next one.
    client.on("error", () => undefined);
    try {
      await client.connect();
      // One after the other: the console takes a single question at a time.
      const pools = await client.query<PoolRow>("SHOW POOLS");
      const databases = await client.query<DatabaseRow>("SHOW DATABASES");
      return { pools: pools.rows, databases: databases.rows };
    } finally {
      void client.end();
    }
  };
  return {
    name: "PgBouncer",
    gives: ["PoolMaxWaitSeconds", "PoolUsedPercent"],
    read: async () => {
      const found = await answersOf(hosts, addressesOf);
      const answers = await answersOf([...new Set([...found.values()].flat())], ask);
      return poolMetrics([...answers.values()]);
    },
  };
}
