const sample = require("./jest.config.cjs");

/** @type {import("jest").Config} */
module.exports = {
  ...sample,
  testMatch: [...sample.testMatch, "<rootDir>/test/placement/**/*.all.ts"],
  maxWorkers: 8,
  globals: { PLACEMENT: "all" },
  testTimeout: 7_200_000,
};
