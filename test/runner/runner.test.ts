import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import measured from "./durations.json";

const ROOT = join(__dirname, "../..");
const secondsOf = (path: string): number => (measured as Record<string, number | undefined>)[path] ?? 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runner-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("suites are given out by the seconds they took", () => {
  const SUITES = [
    "test/rehearsal/cut-steps.engine.test.ts",
    "test/rehearsal/faults.engine.test.ts",
    "test/rehearsal/interruption.engine.test.ts",
    "test/tiers/phases.test.ts",
    "test/tiers/parse.test.ts",
  ];

  /** What jest would run in one shard, in that order. */
  async function listed(shard: string): Promise<string[]> {
    for (const path of SUITES) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), 'test("nothing", () => undefined);\n');
    }
    const config = { rootDir: folder, testSequencer: join(__dirname, "longest-first.cjs") };
    writeFileSync(join(folder, "jest.config.json"), JSON.stringify(config));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        join(ROOT, "node_modules/jest/bin/jest.js"),
        ...["--config", join(folder, "jest.config.json"), "--listTests", `--shard=${shard}`],
      ],
      { cwd: folder },
    );
    return stdout
      .trim()
      .split("\n")
      .map((line) => line.slice(line.indexOf("test/")));
  }

  test("each of them is measured", () => {
    for (const path of SUITES)
      expect({ path, isMeasured: secondsOf(path) > 0 }).toEqual({ path, isMeasured: true });
  });

  test("two shards hold every suite once, and the longest one does not share with the next", async () => {
    const [first, second] = [await listed("1/2"), await listed("2/2")];
    expect([...first, ...second].sort()).toEqual([...SUITES].sort());
    const [longest, next] = [...SUITES].sort((a, b) => secondsOf(b) - secondsOf(a));
    expect(first).toContain(longest);
    expect(second).toContain(next);
  });
});

test("every suite that is measured is there", () => {
  expect(Object.keys(measured).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

describe("the reporter", () => {
  interface Suite {
    readonly testFilePath: string;
    readonly perfStats: { readonly runtime: number };
  }
  interface Reporter {
    onTestCaseResult(suite: { path: string }, result: { title: string }): void;
    onRunComplete(contexts: unknown, results: { testResults: readonly Suite[] }): void;
  }
  type SlowSuites = new (config: { rootDir: string }, options: object) => Reporter;

  let said: string;
  let clock: number;
  function reporter(isTTY: boolean, durations?: string): Reporter {
    const Class = jest.requireActual<SlowSuites>("./slow-suites.cjs");
    said = "";
    clock = 0;
    const stream = { isTTY, write: (text: string) => (said += text) };
    const isMeasuring = durations !== undefined;
    return new Class({ rootDir: "/checkout" }, { durations, isMeasuring, stream, now: () => clock });
  }
  const suite = (name: string, runtime: number): Suite => ({
    testFilePath: `/checkout/test/${name}.test.ts`,
    perfStats: { runtime },
  });

  test("names the suites that took 20 s or more, the longest first, and no other", () => {
    reporter(false).onRunComplete(undefined, {
      testResults: [suite("short", 19_900), suite("long", 20_000), suite("longer", 123_456)],
    });
    expect(said).toBe(
      "\nSuites that took 20 s or more:\n  123.5 s  test/longer.test.ts\n   20.0 s  test/long.test.ts\n",
    );
  });

  test("says nothing where all are quick", () => {
    reporter(false).onRunComplete(undefined, { testResults: [suite("short", 1000)] });
    expect(said).toBe("");
  });

  test("shows every half minute that the work goes on, where no terminal does", () => {
    const quiet = reporter(false);
    for (clock = 10_000; clock <= 70_000; clock += 10_000)
      quiet.onTestCaseResult({ path: "/checkout/test/a.test.ts" }, { title: `at ${clock / 1000} s` });
    expect(said).toBe(
      "30 s: 3 tests are done, the last one in test/a.test.ts: at 30 s\n" +
        "60 s: 6 tests are done, the last one in test/a.test.ts: at 60 s\n",
    );
    const live = reporter(true);
    clock = 60_000;
    live.onTestCaseResult({ path: "/checkout/test/a.test.ts" }, { title: "a" });
    expect(said).toBe("");
  });

  test("notes how long each suite took when it is asked to, and keeps what was noted of others", () => {
    const file = join(folder, "durations.json");
    writeFileSync(file, '{"test/z.test.ts":1,"test/b.test.ts":2}');
    reporter(false, file).onRunComplete(undefined, { testResults: [suite("b", 3449)] });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ "test/b.test.ts": 3.4, "test/z.test.ts": 1 });
  });
});

test("what a suite has kept in asynchronous storage costs the next ones nothing", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "-e",
    `const { AsyncLocalStorage } = require("node:async_hooks");
       const { endStorages } = require(${JSON.stringify(join(__dirname, "left-storages.cjs"))});
       const storage = new AsyncLocalStorage();
       storage.enterWith("kept");
       const before = storage.getStore();
       endStorages();
       console.log(JSON.stringify([before, storage.getStore() ?? "ended"]));`,
  ]);
  expect(JSON.parse(stdout)).toEqual(["kept", "ended"]);
});
