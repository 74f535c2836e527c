const {
  projects: [{ testEnvironment, sandboxInjectedGlobals, transform }],
} = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment,
  sandboxInjectedGlobals,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/second-opinions/**/*.proof.ts"],
  transform,
  // Jest leaves one of two cores idle otherwise.
  maxWorkers: "100%",
  // Getting the checkers is a part of the first run.
  testTimeout: 900_000,
};
