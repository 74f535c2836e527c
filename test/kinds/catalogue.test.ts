import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { KINDS, kindOf } from "../../kinds";
import { placeOf, type Kind } from "../../kinds/kind";
import { isCustomResource } from "../../models/manifest/manifest";
import { settingsSchema } from "../../stacks/settings";
import { RECORDINGS } from "../runner/recordings";
import { seeRecipe } from "../support/recipe";

const FOLDER = join(__dirname, "../../kinds");
const KIND_LIST: readonly Kind[] = KINDS;

/** Files of kinds/, without their ending. */
const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).replace(/\.ts$/, ""));

/** Types of every tier and every phase, and of a stack with every option switched on. */
const used = { byDefault: new Set<string>(), withOptions: new Set<string>() };
beforeAll(async () => {
  for (const [tier, config, options] of RECORDINGS) {
    const { resources } = await recordedManifest(tier, config, options);
    const types = Object.keys(config).length === 0 ? "byDefault" : "withOptions";
    for (const { type } of resources.filter(isCustomResource)) used[types].add(type);
  }
});

test("a type lies in the file that its token names", () => {
  expect(KIND_LIST.filter(({ type }) => !files.includes(placeOf(type).file)).map(({ type }) => type)).toEqual(
    [],
  );
});

test("every file that defines a type is in the list", () => {
  const defined = files.flatMap(
    (file) => /\bkind\(\s*"([^"]+)"/.exec(readFileSync(join(FOLDER, `${file}.ts`), "utf8"))?.[1] ?? [],
  );
  expect(defined.sort()).toEqual(KIND_LIST.map(({ type }) => type));
});

test("the list is sorted by token and holds each of them once", () => {
  const types = KIND_LIST.map(({ type }) => type);
  expect(types).toEqual([...new Set(types)].sort());
});

test("every type that a tier, a phase or an option builds has a kind", () => {
  const missing = [...used.byDefault, ...used.withOptions].filter((type) => kindOf(type) === undefined);
  expect(
    missing.map((type) => `Add kinds/${placeOf(type).file}.ts. ${seeRecipe("A resource type")}`),
  ).toEqual([]);
});

test("every kind is built by some tier, or by the option that it names", () => {
  const idle = KIND_LIST.filter(({ type, onlyWith }) =>
    onlyWith === undefined
      ? !used.byDefault.has(type)
      : used.byDefault.has(type) || !used.withOptions.has(type),
  );
  expect(idle.map(({ type }) => type)).toEqual([]);
});

test("an option is a setting of a stack", () => {
  const options = KIND_LIST.flatMap(({ onlyWith }) => onlyWith ?? []);
  expect(options.filter((option) => !(option in settingsSchema.shape))).toEqual([]);
});

test("every effect, duration and refusal names a page", () => {
  const sources = KIND_LIST.flatMap(({ changes, deletes = [], creates = [] }) => [
    ...("unjudged" in changes ? [] : changes),
    ...deletes,
    ...creates,
  ]).map(({ source }) => source);
  expect(sources.filter((source) => !URL.canParse(source))).toEqual([]);
});

/** A version of the provider, a file with its year, a schema with its date, or the words that none was read. */
const READ = /\(v\d+\.(?:\d+|x)|\d{4}-\d\d-\d\d|a file of \d{4}|an early version|; v\d+\.x\)/;

test("what replaces an object says which version of the provider was read for it", () => {
  const silent = KIND_LIST.filter(({ type }) => /^(aws|kubernetes):/.test(type)).filter(
    ({ replaces: { verification, source } }) => verification === "knowledge" || !READ.test(source),
  );
  expect(silent.map(({ type }) => type)).toEqual([]);
});

test("whatever costs nothing says why, in a sentence", () => {
  const reasons = KIND_LIST.flatMap(({ price }) => ("free" in price ? [price.free] : []));
  expect(reasons.filter((reason) => !/\S+ \S+/.test(reason) || reason.length < 15)).toEqual([]);
});
