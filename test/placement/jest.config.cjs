const {
  projects: [{ testEnvironment, transform, transformIgnorePatterns }],
} = require("../../jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/placement/**/*.proof.ts"],
  transform,
  transformIgnorePatterns,
  // Building the programs is a part of the first run.
  testTimeout: 2_400_000,
};
