/** Titles of CONTRIBUTING.md's recipes. */
export const RECIPES = [
  "A field of a tier",
  "A resource type",
  "A policy",
  "A price",
  "An upgrade rule",
  "A refusal",
  "A command with its report",
  "A tier",
  "Generated files",
] as const;
export type Recipe = (typeof RECIPES)[number];

/** What a failing test ends its message with. */
export const seeRecipe = (recipe: Recipe): string => `See CONTRIBUTING.md, «${recipe}».`;
