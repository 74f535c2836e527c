import { performance } from "node:perf_hooks";
import { Redis } from "ioredis";
import type { AddressesOf } from "../addresses";
import { answersOf } from "../each";
import { largest, metric, type Source } from "../metric";

export interface ValkeyArgs {
  /** Configuration endpoints, of which each has the addresses of its group's nodes. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly timeoutMs: number;
  /** PEM text of who signed the nodes' certificates. Default: those whom Node.js trusts, Amazon among them. */
  readonly authority?: string;
  readonly addressesOf: AddressesOf;
}

/** How often a node is asked in a row: the quickest answer is the one without a pause of this pod in it. */
const ASKED = 3;

/** How long a node takes to answer `INFO` on a connection that is there, as a pod sees it, in milliseconds. */
async function answerMs(connection: Redis): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < ASKED; time++) {
    const before = performance.now();
    const info = await connection.info("server");
    if (!info.includes("tcp_port")) throw new Error("INFO was answered by something else");
    times.push(performance.now() - before);
  }
  return Math.min(...times);
}

/** Every node of the caches, by TLS, as a user who may ask `INFO` and nothing else. */
export function valkeySource(args: ValkeyArgs): Source {
  const { hosts, port, user, password, timeoutMs, authority, addressesOf } = args;
  const ask = async (place: string): Promise<number> => {
    const [host = "", address = ""] = place.split(" ");
    const connection = new Redis({
      host: address,
      port,
      username: user,
      password,
      // The certificate names the group, not its addresses.
      tls: { servername: host, ...(authority === undefined ? {} : { ca: authority }) },
      connectTimeout: timeoutMs,
      commandTimeout: timeoutMs,
      // The next minute is another try.
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      // It asks for more of INFO than is needed, before the first question.
      enableReadyCheck: false,
      disableClientInfo: true,
      lazyConnect: true,
    });
    let lost: Error | undefined;
    connection.on("error", (error: Error) => (lost ??= error));
    try {
      await connection.connect();
      return await answerMs(connection);
    } catch (error) {
      throw lost ?? error;
    } finally {
      connection.disconnect();
    }
  };
  return {
    name: "Valkey",
    gives: ["CacheAnswerMs"],
    read: async () => {
      const found = await answersOf(hosts, addressesOf);
      const places = [...found].flatMap(([host, addresses]) =>
        addresses.map((address) => `${host} ${address}`),
      );
      const answers = await answersOf(places, ask);
      return metric("CacheAnswerMs", "Milliseconds", largest([...answers.values()]));
    },
  };
}
