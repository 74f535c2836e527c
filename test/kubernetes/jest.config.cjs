const base = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: base.testEnvironment,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/kubernetes/**/*.proof.ts"],
  transform: base.transform,
  // Building the API server is a part of the first run.
  testTimeout: 2_400_000,
};
