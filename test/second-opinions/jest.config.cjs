const base = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: base.testEnvironment,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/second-opinions/**/*.proof.ts"],
  transform: base.transform,
  // Getting the checkers is a part of the first run.
  testTimeout: 900_000,
};
