import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { isCustomResource, type Manifest } from "../../models/manifest/manifest";
import { isJudged } from "../../models/replacement/replacement";
import { inputNames } from "../../rehearsal/sdk-inputs";
import { TIER_NAMES } from "../../tiers";
import { seeRecipe } from "../support/recipe";
import { EVERYTHING } from "../support/everything";

const GOLDEN = join(__dirname, "../golden/sdk-inputs.json");
const REFRESH = `UPDATE_SDK_INPUTS=1 npx jest test/rehearsal/guards.test.ts. ${seeRecipe("Generated files")}`;

let manifests: readonly Manifest[];
let types: readonly string[];

beforeAll(async () => {
  const recorded: Manifest[] = [];
  for (const tier of TIER_NAMES) recorded.push(await recordedManifest(tier, EVERYTHING));
  manifests = recorded;
  types = [
    ...new Set(
      recorded.flatMap(({ resources }) => resources.filter(isCustomResource).map(({ type }) => type)),
    ),
  ].sort();
});

test("the stand-ins can judge every type that a tier builds", () => {
  expect(types.filter((type) => !isJudged(type))).toEqual([]);
  expect(types.length).toBeGreaterThan(60);
});

test("every input that a tier gives is one the SDK's class takes, and no required one is missing", () => {
  const wrong = manifests.flatMap(({ tier, resources }) =>
    resources.filter(isCustomResource).flatMap(({ type, name, inputs }) => {
      const { allowed, required } = inputNames(type);
      return [
        ...Object.keys(inputs).filter((key) => !allowed.includes(key)),
        ...required.filter((key) => !(key in inputs)),
      ].map((key) => `${tier} ${name} ${key}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test("an update of an SDK package that changes the inputs of a type we use is seen", () => {
  const current = Object.fromEntries(
    types.map((type) => {
      const { allowed, required, secret } = inputNames(type);
      return [type, { allowed, required, secret }];
    }),
  );
  if (process.env["UPDATE_SDK_INPUTS"] === "1")
    writeFileSync(GOLDEN, `${JSON.stringify(current, null, 2)}\n`);
  if (!existsSync(GOLDEN)) throw new Error(`There is no ${GOLDEN}. Write it: ${REFRESH}`);
  const golden: unknown = JSON.parse(readFileSync(GOLDEN, "utf8"));
  const differences = types.filter(
    (type) => JSON.stringify(current[type]) !== JSON.stringify((golden as typeof current)[type]),
  );
  // Look at each before you accept it: a new required input breaks stacks, a new secret one hides a value.
  expect({ differences, refreshWith: REFRESH }).toEqual({ differences: [], refreshWith: REFRESH });
  expect(Object.keys(golden as typeof current).sort()).toEqual(types);
});

test("names are read from the class: inputs, required and secret ones, and what only the cloud gives", () => {
  const { allowed, required, secret, computed } = inputNames("aws:rds/instance:Instance");
  expect(allowed).toHaveLength(73);
  expect(required).toEqual(["instanceClass"]);
  expect(secret).toEqual(["password", "passwordWo"]);
  expect(computed).toEqual(expect.arrayContaining(["address", "arn", "endpoint"]));
  expect(inputNames("kubernetes:core/v1:Secret").secret).toEqual(["data", "stringData"]);
});
