const { createHash, randomUUID } = require("node:crypto");
const {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const { dirname, join, resolve } = require("node:path");

/** The checkout that this file belongs to. */
const ROOT = resolve(__dirname, "../..");

/** Where what was made from the sources is kept: it goes with the packages, and no checkout commits it. */
const CACHE = join(ROOT, "node_modules/.cache/scaling-tiers");

/** Generations of the sources whose results stay, so that going to another branch and back loses nothing. */
const GENERATIONS = 3;

const digestOf = (text) => createHash("sha256").update(text).digest("hex");

/**
 * Text that was kept, or undefined when there is none, or not the whole of it.
 * @param {string} file
 * @returns {string | undefined}
 */
function readKept(file) {
  let content;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    // Not there, or not to be read: whoever asks makes it anew.
    return undefined;
  }
  const end = content.indexOf("\n");
  const text = content.slice(end + 1);
  return content.slice(0, end) === digestOf(text) ? text : undefined;
}

/** The generation that was made longest ago goes first. */
function dropOldGenerations(folder) {
  const age = (name) => statSync(join(folder, name)).mtimeMs;
  const names = readdirSync(folder).sort((a, b) => age(b) - age(a));
  for (const name of names.slice(GENERATIONS)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * Keeps text for the next run: whole, or not at all. Where nothing can be written (a checkout that is read-only, a full
 * disk) the next run makes it again, which is slower and not wrong.
 * @param {string} file in a folder of its generation, beside those of other generations
 * @param {string} text
 */
function keep(file, text) {
  const temporary = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, `${digestOf(text)}\n${text}`);
    renameSync(temporary, file);
    dropOldGenerations(dirname(dirname(file)));
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // It was never there: the folder cannot be written.
    }
  }
}

module.exports = { CACHE, keep, readKept, ROOT };
