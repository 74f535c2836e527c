import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RECIPES, seeRecipe, type Recipe } from "../../support/recipe";

const ROOT = join(__dirname, "../../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

test("each recipe that a failing test or a new file names is a heading of CONTRIBUTING.md", () => {
  const headings = [...read("CONTRIBUTING.md").matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(expect.arrayContaining([...RECIPES]));
});

const PLACES: readonly (readonly [folder: string, recipe: Recipe])[] = [
  ["policies", "A policy"],
  ["test/policies", "A policy"],
  ["kinds", "A resource type"],
  ["cli", "A command with its report"],
  ["test/cli", "A command with its report"],
];

test.each(PLACES)("nothing of what npm run new wrote to %s is left to be filled in", (folder, recipe) => {
  const files = readdirSync(join(ROOT, folder), { recursive: true }).map(String);
  const open = files
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const gaps = read(`${folder}/${file}`).match(/FILL IN[^"`\n]*/g) ?? [];
      return gaps.map((gap) => `${folder}/${file}: ${gap}. ${seeRecipe(recipe)}`);
    });
  expect(open).toEqual([]);
});
