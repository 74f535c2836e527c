const { readFileSync, writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");
const process = require("node:process");

const SLOW_SECONDS = 20;
const DURATIONS = join(__dirname, "durations.json");

const seconds = (ms) => Math.round(ms / 100) / 10;

/** Names the suites that take long, so that growth is seen; with MEASURE_SUITES=1 notes how long every one took. */
module.exports = class SlowSuites {
  constructor({ rootDir }) {
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, { testResults }) {
    const suites = testResults
      .filter(({ perfStats }) => perfStats.runtime > 0)
      .map(({ testFilePath, perfStats }) => ({
        path: relative(this.rootDir, testFilePath),
        seconds: seconds(perfStats.runtime),
      }))
      .sort((a, b) => b.seconds - a.seconds);
    const slow = suites.filter((suite) => suite.seconds >= SLOW_SECONDS);
    if (slow.length > 0)
      process.stderr.write(
        [
          "",
          `Suites that took ${SLOW_SECONDS} s or more:`,
          ...slow.map((suite) => `${suite.seconds.toFixed(1).padStart(7)} s  ${suite.path}`),
          "",
        ].join("\n"),
      );
    if (process.env.MEASURE_SUITES === "1") this.note(suites);
  }

  note(suites) {
    const all = JSON.parse(readFileSync(DURATIONS, "utf8"));
    for (const suite of suites) all[suite.path] = suite.seconds;
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(DURATIONS, `${JSON.stringify(sorted, null, 2)}\n`);
  }
};
