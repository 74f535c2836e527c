const {
  projects: [{ testEnvironment, sandboxInjectedGlobals, transform, globalSetup }],
} = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment,
  sandboxInjectedGlobals,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/mutations/**/*.proof.ts"],
  transform,
  globalSetup,
  testTimeout: 900_000,
};
