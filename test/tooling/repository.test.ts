import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const NOT_OURS = new Set([".git", ".pulumi", "coverage", "node_modules", "reports"]);
const BINARY = new Set([".png", ".ico", ".woff2", ".gz"]);

interface Tree {
  readonly files: readonly string[];
  readonly emptyFolders: readonly string[];
}

/** Files and empty folders below a folder, by their path from the repository's root. */
function treeOf(folder: string): Tree {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !NOT_OURS.has(name));
  if (entries.length === 0) return { files: [], emptyFolders: [relative(root, folder)] };
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => join(folder, name));
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => treeOf(join(folder, name)));
  return {
    files: [...files.map((file) => relative(root, file)), ...below.flatMap((tree) => tree.files)],
    emptyFolders: below.flatMap((tree) => tree.emptyFolders),
  };
}

const tree = treeOf(root);
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const texts = tree.files.filter((file) => !BINARY.has(extname(file)) && file !== "package-lock.json");
const pages = tree.files.filter((file) => extname(file) === ".md");

const MACHINE_PATHS = [
  /(?<![\w.])\/(?:home|Users)\/[\w.-]+/g,
  /(?<![\w./\\])\/root\b/g,
  /\b[A-Z]:\\Users\\[\w.-]+/g,
];

/** Accounts that AWS uses in its own documentation. */
const EXAMPLE_ACCOUNTS = new Set(["111122223333", "123456789012", "444455556666"]);
const ACCOUNT_IN_ARN = /\barn:aws[a-z-]*:[\w-]*:[\w-]*:(\d{12}):/g;

const SECRETS = [
  /\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[A-Z0-9]{16}\b/g, // access key of AWS
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  /\bgh[oprsu]_[A-Za-z0-9]{36,}\b/g, // token of GitHub
  /\bnpm_[A-Za-z0-9]{36}\b/g, // token of npm
  /\bpul-[0-9a-f]{40}\b/g, // token of Pulumi
  /\bxox[abprs]-[\w-]{10,}/g, // token of Slack
  /\bhooks\.slack\.com\/services\/\w+/g,
];

/** What a text must not hold. `checkout` is where this repository lies; a path of one step, such as a container's, says nothing. */
function findings(text: string, checkout: string): string[] {
  const matched = [...MACHINE_PATHS, ...SECRETS].flatMap((pattern) => text.match(pattern) ?? []);
  const accounts = [...text.matchAll(ACCOUNT_IN_ARN)]
    .map(([, account]) => account ?? "")
    .filter((account) => !EXAMPLE_ACCOUNTS.has(account));
  const own = checkout.split("/").length > 2 && text.includes(`${checkout}/`) ? [`${checkout}/`] : [];
  return [...matched, ...accounts, ...own];
}

describe("what must not be committed", () => {
  // In two parts each, so that this file does not hold what it looks for.
  test.each([
    ["a home folder", "/home" + "/alice/project"],
    ["a home folder on a Mac", "see '/Users" + "/alice'"],
    ["a home folder on Windows", "C:\\Users" + "\\alice"],
    ["the folder of root", "cd /ro" + "ot/project"],
    ["the checkout itself", "/srv/checkouts/" + "here/README.md"],
    ["an access key", "AKIA" + "ABCDEFGHIJKLMNOP"],
    ["a private key", "-----BEGIN RSA " + "PRIVATE KEY-----"],
    ["a token of GitHub", "ghp_" + "a".repeat(36)],
    ["a token of npm", "npm_" + "a".repeat(36)],
    ["a token of Pulumi", "pul-" + "0".repeat(40)],
    ["a token of Slack", "xoxb-" + "0123456789"],
    ["a web hook of Slack", "https://hooks.slack.com" + "/services/T000"],
    ["an account that is not an example", "arn:aws:iam::" + "210987654321:role/x"],
  ])("%s is found", (_, text) => {
    expect(findings(text, "/srv/checkouts/here")).toHaveLength(1);
  });

  test.each([
    "https://example.com/home/page",
    "docs/root/page",
    "AKIAIOSFODNN7EXAMPLE",
    "arn:aws:iam::123456789012:role/deployer",
    "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
  ])("%s is fine", (text) => {
    expect(findings(text, "/srv")).toEqual([]);
  });

  test("no file holds a path of somebody's machine, a secret or an account", () => {
    const found = texts.flatMap((file) => findings(read(file), root).map((match) => `${file}: ${match}`));
    expect(found).toEqual([]);
  });

  test("no folder is empty", () => {
    expect(tree.emptyFolders).toEqual([]);
  });
});

describe("pages", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const commands = pages.flatMap((file) =>
    [...read(file).matchAll(/\bnpm (?:run (?:--silent |-s )?)?([\w:-]+)/g)].map(([command, name]) => ({
      at: `${file}: ${command}`,
      name: name ?? "",
      isScript: command.startsWith("npm run ") || name === "test",
    })),
  );

  test("every npm script that a page names exists", () => {
    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(["preview", "test"]));
    expect(
      commands.filter(({ isScript, name }) => isScript && !(name in scripts)).map(({ at }) => at),
    ).toEqual([]);
  });

  test("every link to a file of the repository leads somewhere", () => {
    const broken = pages.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target]) => target ?? "")
        .filter((target) => !existsSync(join(root, dirname(file), target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe("decision records", () => {
  const names = readdirSync(join(root, "docs/decisions")).filter((name) => name !== "README.md");
  const index = read("docs/decisions/README.md");

  test("are numbered one after the other", () => {
    expect(names.map((name) => name.slice(0, 5))).toEqual(
      names.map((_, place) => `${String(place + 1).padStart(4, "0")}-`),
    );
  });

  test.each(names)("%s has the title, the date and the headings of a record, on one page", (name) => {
    const lines = read(`docs/decisions/${name}`).trimEnd().split("\n");
    expect(lines[0]).toMatch(new RegExp(`^# ${name.slice(0, 4)} \\S`));
    expect(lines[2]).toMatch(/^\d{4}-\d\d-\d\d, (accepted|replaced by \[\d{4}\]\(\S+\.md\))$/);
    expect(lines.filter((line) => line.startsWith("## "))).toEqual([
      "## Context",
      "## Decision",
      "## Rejected",
      "## Consequences",
    ]);
    expect(lines.length).toBeLessThanOrEqual(60);
  });

  test.each(names)("%s is in the list of decisions", (name) => {
    expect(index).toContain(`](${name})`);
  });
});

describe("package-lock.json", () => {
  interface LockedPackage {
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Readonly<Record<string, LockedPackage>>;
  };

  /** Folders in which Node looks for what a package imports, nearest first. */
  function lookupFolders(folder: string): string[] {
    if (folder === "") return ["node_modules/"];
    const outer = folder.lastIndexOf("/node_modules/");
    return [`${folder}/node_modules/`, ...lookupFolders(outer < 0 ? "" : folder.slice(0, outer))];
  }

  // `npm ci` refuses a lockfile without them, and npm leaves out what its registry did not have when it was written.
  test("names the binaries of every platform, not only of the one it was written on", () => {
    const wanted = Object.entries(packages).flatMap(([folder, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).map((name) => ({ folder, name })),
    );
    const missing = wanted.filter(
      ({ folder, name }) => !lookupFolders(folder).some((place) => `${place}${name}` in packages),
    );
    expect(wanted.length).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });
});
