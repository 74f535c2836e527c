import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { InputError } from "../../tiers";
import type { Kitchen } from "./tools";

/** Programs of a release of Debian. */
export interface DebianPrograms {
  /** Such as `trixie`. */
  readonly release: string;
  /** What brings them. */
  readonly packages: readonly string[];
  /** Absolute paths in the packages. Each is found by its name in the folder `bin`. */
  readonly programs: readonly string[];
  /** What to do where apt knows no Debian: a sentence or two. */
  readonly advice: string;
}

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** The first mirror of Debian in apt's own sources, such as `http://…/debian/`. */
async function mirror(advice: string, { apt }: Kitchen): Promise<string> {
  const known = await apt("Asking apt where Debian is", "apt-get", [
    "indextargets",
    "--format",
    "$(REPO_URI)",
  ]);
  const found = known.split("\n").find((uri) => /\/debian\/?$/.test(uri));
  if (found !== undefined && existsSync(KEYRING)) return found;
  throw new InputError(
    `apt on this machine ${found === undefined ? "has no mirror of Debian among its sources" : `lacks Debian's keys (${KEYRING})`}. ${advice}`,
  );
}

/**
 * Settings with which apt takes this machine for an empty one and writes nothing outside a folder, so that it gets a
 * package with all that it needs, of another release than the machine's, and without root.
 */
function aptSettings(folder: string): string {
  const settings = {
    "Dir::Etc::SourceList": join(folder, "sources.list"),
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": "/dev/null",
    "Dir::State": folder,
    "Dir::State::Lists": join(folder, "lists"),
    "Dir::State::status": join(folder, "status"),
    "Dir::Cache": join(folder, "cache"),
    "APT::Sandbox::User": "root",
    "APT::Install-Recommends": "0",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Debug::NoLocking": "1",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} "${value}";\n`)
    .join("");
}

async function download(wanted: DebianPrograms, kitchen: Kitchen): Promise<string[]> {
  const uri = await mirror(wanted.advice, kitchen);
  const folder = join(kitchen.scratch, "apt");
  const archives = join(folder, "cache", "archives");
  for (const name of [join(folder, "lists", "partial"), join(archives, "partial")])
    await mkdir(name, { recursive: true });
  await writeFile(join(folder, "sources.list"), `deb [signed-by=${KEYRING}] ${uri} ${wanted.release} main\n`);
  await writeFile(join(folder, "status"), "");
  await writeFile(join(folder, "apt.conf"), aptSettings(folder));
  const env = { APT_CONFIG: join(folder, "apt.conf") };
  await kitchen.apt(`Reading the list of Debian ${wanted.release}`, "apt-get", ["update", "-qq"], env);
  const args = ["install", "-qq", "--yes", "--download-only", ...wanted.packages];
  await kitchen.apt(`Downloading ${wanted.packages.join(" and ")}`, "apt-get", args, env);
  return (await readdir(archives))
    .filter((name) => name.endsWith(".deb"))
    .map((name) => join(archives, name));
}

const LOADER = /^ld-linux.*\.so\.\d+$/;

async function loaderIn(root: string): Promise<string> {
  for (const name of ["usr/lib64", "usr/lib", "lib64", "lib"]) {
    const folder = join(root, name);
    const found = existsSync(folder) ? (await readdir(folder)).find((file) => LOADER.test(file)) : undefined;
    if (found !== undefined) return join(folder, found);
  }
  throw new Error("Debian's libc6 has no loader where it is looked for.");
}

/** A release's program runs with that release's loader and libraries: those of the machine may be older. */
const wrapper = (name: string, loader: string): string => `#!/bin/sh
here=$(cd "\${0%/*}/.." && pwd)
exec "$here/lib/${loader}" --argv0 "${name}" --library-path "$here/lib" "$here/lib/${name}.program" "$@"
`;

/** Fills a folder with programs, each with all libraries that it loads. @throws InputError when they cannot be had */
export async function getDebianPrograms(
  folder: string,
  wanted: DebianPrograms,
  kitchen: Kitchen,
): Promise<void> {
  const root = join(kitchen.scratch, "root");
  const script = 'root=$1; shift; for archive; do dpkg-deb -x "$archive" "$root" || exit; done';
  const archives = await download(wanted, kitchen);
  await kitchen.apt("Unpacking", "sh", ["-c", script, "dpkg-deb", root, ...archives]);
  const [bin, lib] = [join(folder, "bin"), join(folder, "lib")];
  await mkdir(bin);
  await mkdir(lib);
  const loader = await loaderIn(root);
  const libraries = (await readdir(join(root, "usr/lib"))).filter((name) => name.endsWith("-linux-gnu"));
  const path = libraries.map((name) => join(root, "usr/lib", name)).join(":");
  for (const program of wanted.programs) {
    const file = join(root, program);
    const listed = await kitchen.apt(`Asking what ${basename(program)} needs`, loader, [
      "--library-path",
      path,
      "--list",
      file,
    ]);
    for (const [, library = ""] of listed.matchAll(/=> (\/\S+) \(/g))
      if (library.startsWith(root)) await copyFile(library, join(lib, basename(library)));
    await copyFile(loader, join(lib, basename(loader)));
    await copyFile(file, join(lib, `${basename(program)}.program`));
    await writeFile(join(bin, basename(program)), wrapper(basename(program), basename(loader)), {
      mode: 0o755,
    });
  }
}
