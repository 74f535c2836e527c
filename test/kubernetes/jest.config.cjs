const {
  projects: [{ testEnvironment, sandboxInjectedGlobals, transform }],
} = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment,
  sandboxInjectedGlobals,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/kubernetes/**/*.proof.ts"],
  transform,
  // Building the API server is a part of the first run.
  testTimeout: 2_400_000,
};
