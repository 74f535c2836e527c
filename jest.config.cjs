const toCommonJs = [
  "@swc/jest",
  { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
];

/** Packages that are ES modules only, which Node requires and jest does not. */
const ES_MODULES =
  "node_modules/(?:.+/node_modules/)?(?:ansi-regex|ansi-styles|get-east-asian-width|markdown-table|string-width|strip-ansi|wrap-ansi)/";

const transform = { "^.+\\.ts$": toCommonJs, [`${ES_MODULES}.+\\.js$`]: toCommonJs };

/**
 * Builtins that suites and sources are handed as variables: jest runs them in a context of their own, where each `Math` and each
 * `Object` is otherwise looked up through an interceptor, which takes most of the time of a loop
 * (https://jestjs.io/docs/configuration#sandboxinjectedglobals-arraystring). Not those that a test may put a fake in place of.
 */
const sandboxInjectedGlobals = [
  "Array",
  "Boolean",
  "JSON",
  "Map",
  "Math",
  "Number",
  "Object",
  "Reflect",
  "RegExp",
  "Set",
  "String",
  "Symbol",
];

/** What every project has. */
const common = {
  rootDir: __dirname,
  testEnvironment: "<rootDir>/test/runner/environment.cjs",
  transform,
  sandboxInjectedGlobals,
  moduleNameMapper: {
    "^(?:typescript|@npmcli/arborist|\\.\\./locales/index\\.cjs)$": "<rootDir>/test/runner/left-out.cjs",
  },
  transformIgnorePatterns: [
    `/node_modules/(?!.*${ES_MODULES})(?!${ES_MODULES.slice("node_modules/".length)})`,
  ],
};

/** Suites that try the tools of this repository, not the product: its lint rules, its import rules, its workflows. */
const TOOLING = ["test/tooling", "test/workflows"];

/**
 * Four kinds of suites, told apart by their names and folders: those without Pulumi's engine, those of the tools, a short
 * part of those with the engine, which is what a person waits for, and all the others.
 * @type {import("jest").Config}
 */
module.exports = {
  rootDir: __dirname,
  // Jest's default leaves one core idle, which is half of a machine with two.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/test/runner/longest-first.cjs",
  reporters: ["default", "<rootDir>/test/runner/slow-suites.cjs"],
  // It ends what hangs; a slow or busy machine never comes near it.
  testTimeout: 300_000,
  projects: [
    {
      ...common,
      displayName: "fast",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.engine\\.test\\.ts$", ...TOOLING.map((folder) => `<rootDir>/${folder}/`)],
      globalSetup: "<rootDir>/test/runner/record-manifests.ts",
      moduleNameMapper: {
        ...common.moduleNameMapper,
        "/load-dry-run$": "<rootDir>/test/runner/dry-run-elsewhere.ts",
      },
    },
    {
      ...common,
      displayName: "tooling",
      testMatch: TOOLING.map((folder) => `<rootDir>/${folder}/**/*.test.ts`),
    },
    {
      ...common,
      displayName: "short",
      testMatch: ["<rootDir>/test/rehearsal/short.engine.test.ts"],
      globalSetup: "<rootDir>/test/runner/engine-setup.ts",
      setupFiles: ["<rootDir>/test/runner/engine-suite.ts"],
    },
    {
      ...common,
      displayName: "engine",
      testMatch: ["<rootDir>/test/**/*.engine.test.ts"],
      testPathIgnorePatterns: ["/short\\.engine\\.test\\.ts$"],
      globalSetup: "<rootDir>/test/runner/engine-setup.ts",
      setupFiles: ["<rootDir>/test/runner/engine-suite.ts"],
    },
  ],
};
