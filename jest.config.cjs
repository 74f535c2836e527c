const transform = {
  "^.+\\.ts$": [
    "@swc/jest",
    { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
  ],
};

/** What every project has. */
const common = { rootDir: __dirname, testEnvironment: "<rootDir>/test/runner/environment.cjs", transform };

/**
 * Three kinds of suites, told apart by their names: those without Pulumi's engine, a short part of those with it, which is
 * what a person waits for, and all the others.
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
      testPathIgnorePatterns: ["\\.engine\\.test\\.ts$"],
      globalSetup: "<rootDir>/test/runner/record-manifests.ts",
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
