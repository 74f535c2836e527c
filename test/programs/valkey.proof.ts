import type { Redis } from "ioredis";
import { Built } from "./built";
import { eventually } from "./eventually";
import { Figures } from "./figures";
import { valkeyProgram } from "./programs";
import { ValkeyCluster } from "./valkey-cluster";

const figures = new Figures();
let built: Built;
let bin: string;

const PARAMETERS = "aws:elasticache/parameterGroup:ParameterGroup";

beforeAll(async () => {
  bin = await valkeyProgram();
  built = await Built.of("10k");
});

afterAll(() => {
  figures.print();
});

describe("the one user", () => {
  let cluster: ValkeyCluster;
  let app: Redis;

  beforeAll(async () => {
    cluster = await ValkeyCluster.start({
      bin,
      shards: 3,
      parameters: built.parameters(PARAMETERS, "valkey-main"),
      accessString: built.accessString,
    });
    app = cluster.connection(0, "app");
    await app.connect();
  });

  afterAll(async () => {
    app.disconnect();
    await cluster.stop();
  });

  test.each(["SLOTS", "SHARDS", "NODES", "INFO", "MYID", "COUNTKEYSINSLOT 1", "KEYSLOT a"])(
    "may ask CLUSTER %s, which clients need",
    async (subcommand) => {
      await expect(app.call("CLUSTER", ...subcommand.split(" "))).resolves.toBeDefined();
    },
  );

  test("may ask INFO", async () => {
    expect(String(await app.call("INFO"))).toContain("valkey_version:8.1");
  });

  test.each([
    "CLUSTER FAILOVER",
    "CLUSTER RESET",
    "CLUSTER FORGET 0000000000000000000000000000000000000000",
    "CLUSTER MEET 127.0.0.1 1",
    "CLUSTER DELSLOTS 1",
    "CLUSTER SETSLOT 1 STABLE",
    "CLUSTER FLUSHSLOTS",
    "FLUSHALL",
    "KEYS *",
    "CONFIG GET maxmemory",
    "ACL LIST",
    "SHUTDOWN",
    "CLIENT LIST",
    "RESTORE key 0 text",
  ])("may not %s (33)", async (command) => {
    const [name = "", ...args] = command.split(" ");
    await expect(app.call(name, ...args)).rejects.toThrow(/^NOPERM/);
  });

  test("could change the cluster with +cluster, which was in the access string before", async () => {
    await cluster.asOperator(1, "ACL", "SETUSER", "app", "+cluster");
    const with_ = cluster.connection(1, "app");
    await with_.connect();
    await expect(with_.call("CLUSTER", "FORGET", "0000000000000000000000000000000000000000")).rejects.toThrow(
      /^ERR Unknown node/,
    );
    with_.disconnect();
  });

  test("is the only one who can log in", async () => {
    const nobody = cluster.connection(0).duplicate({ username: "default", password: "" });
    nobody.on("error", () => undefined);
    await expect(nobody.connect().then(() => nobody.call("PING"))).rejects.toThrow();
    nobody.disconnect();
  });
});

describe("a rotation of its password (16)", () => {
  const passwords = ["GenerationOne0123456789", "GenerationTwo0123456789"] as const;
  const [first, second] = passwords;
  let cluster: ValkeyCluster;

  beforeAll(async () => {
    cluster = await ValkeyCluster.start({
      bin,
      shards: 1,
      parameters: built.parameters(PARAMETERS, "valkey-main"),
      accessString: built.accessString,
    });
    await cluster.setPasswords(first);
  });

  afterAll(() => cluster.stop());

  async function logIn(password: string): Promise<void> {
    const client = cluster.connection(0, "app", password);
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.set("key", "value", "EX", 60);
    } finally {
      client.disconnect();
    }
  }

  /** Clients that log in again and again with the password that they are given. */
  function logins(count: number) {
    const used = Array.from({ length: count }, () => first as string);
    const seen = { accepted: 0, refused: [] as string[] };
    let goesOn = true;
    const all = used.map(async (_, pod) => {
      while (goesOn)
        await logIn(used[pod] ?? "").then(
          () => (seen.accepted += 1),
          (error: unknown) => seen.refused.push(String(error)),
        );
    });
    return {
      used,
      seen,
      more: async (more: number) => {
        const before = seen.accepted;
        await eventually("logins", () => {
          if (seen.accepted < before + more)
            throw new Error(`${seen.accepted - before}: ${seen.refused.join("; ")}`);
          return Promise.resolve();
        });
      },
      end: async () => {
        goesOn = false;
        await Promise.all(all);
      },
    };
  }

  test("through all its phases no login is refused, and an open connection stays", async () => {
    const open = cluster.connection(0, "app", first);
    await open.connect();
    const clients = logins(4);
    await clients.more(20);
    await cluster.setPasswords(first, second);
    await clients.more(20);
    for (const pod of clients.used.keys()) {
      clients.used[pod] = second;
      await clients.more(10);
    }
    await cluster.setPasswords(second);
    await clients.more(20);
    await clients.end();
    expect(clients.seen.refused).toEqual([]);
    expect(await open.get("key")).toBe("value");
    open.disconnect();
    figures.add(`rotation of Valkey, 4 clients: ${clients.seen.accepted} logins, none refused`);
  });

  test("the old password is worth nothing afterwards", async () => {
    await expect(logIn(first)).rejects.toThrow();
    await logIn(second);
  });

  test("one password changed for another refuses clients, which is why there are two", async () => {
    await cluster.setPasswords(first);
    await expect(logIn(second)).rejects.toThrow();
  });
});

describe("a full `main` (29)", () => {
  const SESSIONS = 2_000;
  const WEEK_SECONDS = 7 * 86_400;
  const DAY_SECONDS = 86_400;
  const EMBEDDING = "x".repeat(6_144);

  async function sessionsAfterRounds(policy: string): Promise<{ kept: number; evicted: number }> {
    const cluster = await ValkeyCluster.start({
      bin,
      shards: 1,
      parameters: [
        { name: "cluster-enabled", value: "yes" },
        { name: "maxmemory-policy", value: policy },
      ],
      accessString: built.accessString,
      memoryMiB: 16,
    });
    const app = cluster.connection(0, "app");
    try {
      await app.connect();
      const put = async (prefix: string, from: number, count: number, text: string, seconds: number) => {
        const pipeline = app.pipeline();
        for (let key = from; key < from + count; key++) pipeline.set(`${prefix}:${key}`, text, "EX", seconds);
        const failed = (await pipeline.exec())?.filter(([error]) => error !== null) ?? [];
        if (failed.length > 0) throw new Error(String(failed[0]?.[0]));
      };
      await put("session", 0, SESSIONS, "s".repeat(300), WEEK_SECONDS);
      for (let round = 0; round < 16; round++)
        await put("embedding", round * 500, 500, EMBEDDING, DAY_SECONDS);
      const keys = Array.from({ length: SESSIONS }, (_, key) => `session:${key}`);
      const there = app.pipeline();
      for (const key of keys) there.exists(key);
      const kept = (await there.exec())?.filter(([, found]) => found === 1).length ?? 0;
      const evicted = Number(/evicted_keys:(\d+)/.exec(String(await app.call("INFO", "stats")))?.[1]);
      return { kept, evicted };
    } finally {
      app.disconnect();
      await cluster.stop();
    }
  }

  test("evicts cache entries and keeps every session", async () => {
    const policy = built
      .parameters(PARAMETERS, "valkey-main")
      .find(({ name }) => name === "maxmemory-policy");
    const { kept, evicted } = await sessionsAfterRounds(policy?.value ?? "");
    const before = await sessionsAfterRounds("volatile-lru");
    figures.add(
      `full cache, ${policy?.value}: ${kept} of ${SESSIONS} sessions kept, ${evicted} keys evicted; with volatile-lru before: ${before.kept} kept`,
    );
    expect(evicted).toBeGreaterThan(1_000);
    expect(kept).toBe(SESSIONS);
    expect(before.kept).toBeLessThan(SESSIONS / 2);
  });
});
