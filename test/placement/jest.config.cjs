const {
  projects: [{ testEnvironment, sandboxInjectedGlobals, transform, transformIgnorePatterns }],
} = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment,
  sandboxInjectedGlobals,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/placement/**/*.proof.ts"],
  transform,
  transformIgnorePatterns,
  // Most of the time of a cluster is waiting: more of them than cores, the steps first, which take longest.
  maxWorkers: 5,
  testSequencer: "<rootDir>/test/placement/steps-first.cjs",
  // Building the programs is a part of the first run.
  testTimeout: 2_400_000,
};
