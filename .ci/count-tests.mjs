// One line for all results files of jest that are named: `<n> passed, <n> failed`.
import { readFileSync } from "node:fs";

const results = process.argv
  .slice(2)
  .filter((file) => !file.includes("*"))
  .map((file) => JSON.parse(readFileSync(file, "utf8")));
const sum = (count) => results.reduce((total, result) => total + count(result), 0);
const passed = sum(({ numPassedTests }) => numPassedTests);
const failed = sum(
  ({ numFailedTests, numRuntimeErrorTestSuites }) => numFailedTests + numRuntimeErrorTestSuites,
);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
