import { fc } from "../../support/property";
import { poolerAccessText, poolerUsersText } from "../../../components/postgres/pooler-access";
import {
  checksum,
  pooledDatabaseName,
  poolerConfigText,
  type PoolerConfig,
} from "../../../components/postgres/pooler-config";

/** Sections of an ini text: each a map from key to value. */
function sectionsOf(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let current = new Map<string, string>();
  for (const line of text.split("\n")) {
    const section = /^\[(\w+)\]$/.exec(line)?.[1];
    const at = line.indexOf("=");
    if (section !== undefined) sections.set(section, (current = new Map<string, string>()));
    else if (at > 0) current.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return sections;
}

function section(config: PoolerConfig, name: "databases" | "users" | "pgbouncer"): Map<string, string> {
  const found = sectionsOf(poolerConfigText(config)).get(name);
  if (found === undefined) throw new Error(`There is no section ${name}.`);
  return found;
}

const hostName = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}\.abc\.us-east-1\.rds\.amazonaws\.com$/);
const configs = fc.record({
  databases: fc.uniqueArray(
    fc.record({
      name: fc.nat(99).map((index) => `shard_${index}`),
      hosts: fc.array(hostName, { minLength: 1, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 16, selector: ({ name }) => name },
  ),
  poolSize: fc.integer({ min: 1, max: 1_000 }),
});
const one: PoolerConfig = { databases: [{ name: "shard_0", hosts: ["primary.rds"] }], poolSize: 8 };
const several: PoolerConfig = {
  databases: [{ name: "shard_0", hosts: ["replica-0.rds", "replica-1.rds"] }],
  poolSize: 8,
};

describe("pgbouncer.ini", () => {
  test("each shard is one database with all its hosts, in order", () => {
    fc.assert(
      fc.property(configs, (config) => {
        const databases = section(config, "databases");
        expect([...databases.keys()]).toEqual(config.databases.map(({ name }) => name));
        for (const { name, hosts } of config.databases)
          expect(databases.get(name)).toMatch(`host=${hosts.join(",")} port=5432 dbname=app`);
      }),
    );
  });

  test("no key is set twice", () => {
    fc.assert(
      fc.property(configs, (config) => {
        const keys = poolerConfigText(config)
          .split("\n")
          .filter((line) => line.includes(" = ") || line.endsWith(" ="))
          .map((line) => line.split(" =")[0]);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  test("the pool size holds for a database as a whole, whoever connects", () => {
    fc.assert(
      fc.property(configs, (config) => {
        const settings = section(config, "pgbouncer");
        expect(settings.get("default_pool_size")).toBe(String(config.poolSize));
        expect(settings.get("max_db_connections")).toBe(String(config.poolSize));
        expect(settings.has("reserve_pool_size")).toBe(false);
      }),
    );
  });

  test("one host is not balanced, several are, connections in turn as well", () => {
    expect(section(one, "databases").get("shard_0")).toBe("host=primary.rds port=5432 dbname=app");
    expect(section(one, "pgbouncer").get("server_round_robin")).toBe("0");
    expect(section(several, "databases").get("shard_0")).toBe(
      "host=replica-0.rds,replica-1.rds port=5432 dbname=app load_balance_hosts=round-robin",
    );
    expect(section(several, "pgbouncer").get("server_round_robin")).toBe("1");
  });

  test("a host that is alone is asked first, and its fallback when it fails (27)", () => {
    const alone = {
      ...one,
      databases: [{ name: "shard_0", hosts: ["replica.rds"], fallbackHost: "primary.rds" }],
    };
    expect(section(alone, "databases").get("shard_0")).toBe(
      "host=replica.rds,primary.rds port=5432 dbname=app load_balance_hosts=disable",
    );
    expect(section(alone, "pgbouncer").get("server_round_robin")).toBe("0");
  });

  test("several hosts with a fallback are refused", () => {
    const databases = several.databases.map((database) => ({ ...database, fallbackHost: "primary.rds" }));
    expect(() => poolerConfigText({ ...several, databases })).toThrow(
      new RangeError("shard_0: a fallback (primary.rds) is for one host, not for 2."),
    );
  });

  test.each([
    ["pool_mode", "transaction"],
    ["max_prepared_statements", "200"],
    ["auth_type", "hba"],
    ["auth_hba_file", "/etc/pgbouncer/pg_hba.conf"],
    ["auth_file", "/etc/pgbouncer/userlist.txt"],
    ["server_tls_sslmode", "verify-full"],
    ["server_tls_ca_file", "/etc/pgbouncer/rds-ca.pem"],
    ["listen_port", "6432"],
    ["server_login_retry", "1"],
    ["dns_max_ttl", "5"],
    ["unix_socket_dir", ""],
  ])("%s is %s", (key, value) => {
    expect(section(one, "pgbouncer").get(key)).toBe(value);
  });

  test("connections are reopened often enough for a new replica to get its share", () => {
    expect(Number(section(several, "pgbouncer").get("server_lifetime"))).toBeLessThanOrEqual(600);
  });

  test("only the administrator gives commands, and others look (26)", () => {
    expect(section(one, "pgbouncer").get("admin_users")).toBe("pooler_admin");
    expect(section(one, "pgbouncer").get("stats_users")).toBe("app_reader_a,app_reader_b,pooler_observer");
  });

  test("a migration has a connection of its own, and nobody else", () => {
    expect(Object.fromEntries(section(one, "users"))).toEqual({
      app_migrator_a: "pool_mode=session",
      app_migrator_b: "pool_mode=session",
    });
  });

  test("what good clients send at the start is taken and ignored, and nothing else (28)", () => {
    expect(section(one, "pgbouncer").get("ignore_startup_parameters")).toBe(
      "extra_float_digits,statement_timeout,lock_timeout,idle_in_transaction_session_timeout",
    );
  });
});

describe("names, users and checksums", () => {
  test("a shard's database needs no quotes", () => {
    expect(pooledDatabaseName("shard-12")).toBe("shard_12");
  });

  test("the users' file quotes as PgBouncer reads it, and gives the administrator no password", () => {
    const logins = [
      { user: "app_writer_a", password: "abc" },
      { user: "app_writer_b", password: 'a"b' },
    ];
    expect(poolerUsersText(logins)).toBe('"app_writer_a" "abc"\n"app_writer_b" "a""b"\n"pooler_admin" ""\n');
  });

  test("the administrator comes from inside the pod, to PgBouncer's own database; all others bring a password", () => {
    expect(poolerAccessText().trimEnd().split("\n")).toEqual([
      "host pgbouncer pooler_admin 127.0.0.1/32 trust",
      "host all pooler_admin 0.0.0.0/0 reject",
      "host all pooler_admin ::/0 reject",
      "host pgbouncer pooler_observer 0.0.0.0/0 scram-sha-256",
      "host all pooler_observer 0.0.0.0/0 reject",
      "host all pooler_observer ::/0 reject",
      "host all all 0.0.0.0/0 scram-sha-256",
      "host all all ::/0 scram-sha-256",
    ]);
  });

  test("a checksum tells two texts apart and is always the same for one", () => {
    expect(checksum("a")).toBe("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
    expect(checksum("b")).not.toBe(checksum("a"));
  });
});
