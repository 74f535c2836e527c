const { readFileSync, writeFileSync } = require("node:fs");
const { join, relative } = require("node:path");
const process = require("node:process");

const SLOW_SECONDS = 20;
/** Where no terminal shows which suites run, a line now and then shows that the work goes on. */
const QUIET_MS = 30_000;
const DURATIONS = join(__dirname, "durations.json");

/**
 * Names the suites that take long, so that growth is seen, and on the way how far the run is. With MEASURE_SUITES=1 it notes
 * how long every suite took, in the file by which they are given out.
 */
module.exports = class SlowSuites {
  constructor(
    { rootDir },
    {
      durations = DURATIONS,
      isMeasuring = process.env.MEASURE_SUITES === "1",
      stream = process.stderr,
      now = Date.now,
    } = {},
  ) {
    Object.assign(this, { rootDir, durations, isMeasuring, stream, now });
    this.began = now();
    this.said = this.began;
    this.done = 0;
  }

  onTestCaseResult({ path }, { title }) {
    this.done += 1;
    const now = this.now();
    if (this.stream.isTTY === true || now - this.said < QUIET_MS) return;
    this.said = now;
    const seconds = Math.round((now - this.began) / 1000);
    const suite = relative(this.rootDir, path);
    this.stream.write(`${seconds} s: ${this.done} tests are done, the last one in ${suite}: ${title}\n`);
  }

  onRunComplete(_contexts, { testResults }) {
    const suites = testResults
      .filter(({ perfStats }) => perfStats.runtime > 0)
      .map(({ testFilePath, perfStats }) => ({
        path: relative(this.rootDir, testFilePath),
        seconds: Math.round(perfStats.runtime / 100) / 10,
      }))
      .sort((a, b) => b.seconds - a.seconds);
    const slow = suites.filter(({ seconds }) => seconds >= SLOW_SECONDS);
    if (slow.length > 0)
      this.stream.write(
        [
          "",
          `Suites that took ${SLOW_SECONDS} s or more:`,
          ...slow.map(({ path, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${path}`),
          "",
        ].join("\n"),
      );
    if (this.isMeasuring) this.note(suites);
  }

  note(suites) {
    const all = JSON.parse(readFileSync(this.durations, "utf8"));
    for (const { path, seconds } of suites) all[path] = seconds;
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(this.durations, `${JSON.stringify(sorted, null, 2)}\n`);
  }
};
