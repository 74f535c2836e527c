import { setTimeout as wait } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";

/** What clients saw. */
export interface Seen {
  readonly answered: number;
  readonly failed: number;
  /** Different reasons of failures. */
  readonly reasons: readonly string[];
  /** From the first failure to the last; 0 without one. */
  readonly secondsOfFailures: number;
  /** The longest time between two answers, all clients together. */
  readonly longestSilenceSeconds: number;
}

export interface Load {
  /** Ends it, and gives what was seen. */
  readonly end: () => Promise<Seen>;
  /** Answers until now. */
  readonly answered: () => number;
}

const PAUSE_MS = 20;
/** Before it tries again after a failure. */
const RETRY_MS = 250;
const LIMIT_MS = 120_000;

/**
 * Clients that ask one query after the other, each on a connection that it opens anew when it is lost.
 * @param where for each client, in turn
 */
export function load(where: readonly ClientConfig[], clients: number, sql: string): Load {
  const begin = Date.now();
  const failures: number[] = [];
  const reasons = new Set<string>();
  let answered = 0;
  let lastAnswer = begin;
  let longest = 0;
  let goesOn = true;

  const one = async (config: ClientConfig): Promise<void> => {
    let client: Client | undefined;
    while (goesOn && Date.now() - begin < LIMIT_MS) {
      try {
        if (client === undefined) {
          client = new Client(config);
          client.on("error", () => undefined);
          await client.connect();
        }
        await client.query(sql);
        answered += 1;
        longest = Math.max(longest, Date.now() - lastAnswer);
        lastAnswer = Date.now();
      } catch (error) {
        failures.push(Date.now());
        reasons.add(error instanceof Error ? error.message : String(error));
        const lost = client;
        client = undefined;
        await lost?.end().catch(() => undefined);
        await wait(RETRY_MS);
      }
      await wait(PAUSE_MS);
    }
    await client?.end().catch(() => undefined);
  };

  const all = Array.from({ length: clients }, (_, index) => {
    const config = where[index % where.length];
    return config === undefined ? Promise.resolve() : one(config);
  });
  return {
    answered: () => answered,
    end: async () => {
      goesOn = false;
      await Promise.all(all);
      const seconds = ((failures.at(-1) ?? 0) - (failures[0] ?? 0)) / 1000;
      return {
        answered,
        failed: failures.length,
        reasons: [...reasons],
        secondsOfFailures: seconds,
        longestSilenceSeconds: longest / 1000,
      };
    },
  };
}
