const { createHash } = require("node:crypto");
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const process = require("node:process");
const { ROOT } = require("./kept.cjs");

/** What npm has really installed, which need not be what package-lock.json asks for. */
const INSTALLED = "node_modules/.package-lock.json";

/** They say how TypeScript is read, and which packages a bundle of a job holds. */
const SETTINGS = ["package.json", "package-lock.json", "tsconfig.json"];

function filesBelow(root, path) {
  return readdirSync(join(root, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const own = `${path}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, own) : [own];
    });
}

/**
 * Digest of every file below some folders of a checkout, of the packages that are installed there and of this Node: two
 * that are equal run the same code. Contents count, not times, which a checkout of another branch and back changes.
 * Null where npm installed nothing, as under another package manager: then nobody can tell.
 * @param {readonly string[]} folders
 * @param {string} [root]
 * @returns {string | null}
 */
function sourceDigest(folders, root = ROOT) {
  if (!existsSync(join(root, INSTALLED))) return null;
  const hash = createHash("sha256").update(`${process.version} ${process.platform} ${process.arch}\n`);
  const files = folders.flatMap((folder) => filesBelow(root, folder));
  for (const path of [...files, ...SETTINGS, INSTALLED]) {
    const content = readFileSync(join(root, path));
    hash.update(`${path} ${content.length}\n`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

module.exports = { SETTINGS, sourceDigest };
