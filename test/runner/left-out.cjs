/**
 * In place of packages that Pulumi's SDK loads to serialise functions, which no program here does, and of zod's sentences in
 * sixty languages, which nobody here speaks: loading them anew for each suite takes a second, and a fifth of what loading the
 * tiers takes.
 */
module.exports = new Proxy(
  {},
  {
    get(target, key) {
      if (typeof key === "symbol" || key === "then" || key === "default" || key === "__esModule")
        return undefined;
      throw new Error(`${key} belongs to a package that jest.config.cjs leaves out.`);
    },
  },
);
