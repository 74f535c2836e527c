const {
  projects: [{ testEnvironment, sandboxInjectedGlobals, transform }],
} = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment,
  sandboxInjectedGlobals,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/programs/**/*.proof.ts"],
  transform,
  // Two at a time would measure each other.
  maxWorkers: 1,
  // Getting the programs is a part of the first run.
  testTimeout: 300_000,
};
