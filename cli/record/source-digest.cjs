const { createHash } = require("node:crypto");
const { existsSync, readdirSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");
const process = require("node:process");
const { ROOT } = require("./kept.cjs");

/** What npm has really installed, which need not be what package-lock.json asks for. */
const INSTALLED = "node_modules/.package-lock.json";

/** They say how TypeScript is read, and which packages a bundle of a job holds. */
const SETTINGS = ["package.json", "package-lock.json", "tsconfig.json"];

function filesBelow(root, path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
    );
}

const filesOf = (sources, root) => [
  ...sources.flatMap((source) => filesBelow(root, source)),
  ...SETTINGS,
  INSTALLED,
];

/**
 * Digest of some files of a checkout, and of every file below some folders, of the packages that are installed there and
 * of this Node: two that are equal run the same code. Contents count, not times, which a checkout of another branch and
 * back changes.
 * Null where npm installed nothing, as under another package manager: then nobody can tell.
 * @param {readonly string[]} sources
 * @param {string} [root]
 * @returns {string | null}
 */
function sourceDigest(sources, root = ROOT) {
  if (!existsSync(join(root, INSTALLED))) return null;
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}\n`);
  for (const path of filesOf(sources, root)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

/** By so much a file system's clock may be behind. */
const CLOCK_MS = 10;

/**
 * Whether this process has run the very sources of a digest: they still are those, and nobody has touched one since it
 * started, of which it could have loaded the older text.
 * @param {string | null} digest
 * @param {readonly string[]} sources
 * @param {string} [root]
 * @param {number} [startedMs]
 * @returns {boolean}
 */
function ranSourcesOf(digest, sources, root = ROOT, startedMs = Date.now() - process.uptime() * 1000) {
  // When a file's content or name has changed: unlike the time of its last writing, no tool puts it back.
  const isOlder = (path) => statSync(join(root, path)).ctimeMs < startedMs - CLOCK_MS;
  return digest !== null && sourceDigest(sources, root) === digest && filesOf(sources, root).every(isOlder);
}

module.exports = { ranSourcesOf, SETTINGS, sourceDigest };
