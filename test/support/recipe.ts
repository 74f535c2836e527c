/** Titles of CONTRIBUTING.md's recipes. */
type Recipe = "A policy" | "Generated files";

/** What a failing test ends its message with. */
export const seeRecipe = (recipe: Recipe): string => `See CONTRIBUTING.md, «${recipe}».`;
