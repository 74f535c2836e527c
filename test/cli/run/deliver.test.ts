import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fs from "node:fs";
import { deliver, writeWhole } from "../../../cli/run/deliver";

jest.mock("node:fs", () => ({ __esModule: true, ...jest.requireActual<typeof fs>("node:fs") }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scale-deliver-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

test("a report replaces the earlier one as a whole", () => {
  const file = join(folder, "report.txt");
  writeFileSync(file, "earlier");
  writeWhole(file, "later");
  expect(readFileSync(file, "utf8")).toBe("later");
  expect(readdirSync(folder)).toEqual(["report.txt"]);
});

test("a full disk leaves the earlier report and nothing half-written", () => {
  const file = join(folder, "report.txt");
  writeFileSync(file, "earlier");
  jest.spyOn(fs, "writeSync").mockImplementation(failing("ENOSPC"));
  expect(() => writeWhole(file, "later")).toThrow(
    `Cannot write ${file}: the disk is full; free some space or choose another disk. Nothing was written.`,
  );
  expect(readFileSync(file, "utf8")).toBe("earlier");
  expect(readdirSync(folder)).toEqual(["report.txt"]);
});

test.each([
  ["EROFS", "the folder is read-only; choose another one"],
  ["EACCES", "you may not write there; choose another folder or change its permissions"],
])("a folder that refuses writing (%s) is named", (code, problem) => {
  jest.spyOn(fs, "openSync").mockImplementation(failing(code));
  expect(() => writeWhole(join(folder, "report.txt"), "text")).toThrow(
    `Cannot write ${join(folder, "report.txt")}: ${problem}. Nothing was written.`,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("a missing folder, and a folder in the file's place, are named", () => {
  const missing = join(folder, "no", "report.txt");
  expect(() => writeWhole(missing, "text")).toThrow(
    `Cannot write ${missing}: its folder does not exist; make it first. Nothing was written.`,
  );
  const taken = join(folder, "taken");
  mkdirSync(taken);
  expect(() => writeWhole(taken, "text")).toThrow(
    `Cannot write ${taken}: it is a folder; name a file in it. Nothing was written.`,
  );
  expect(readdirSync(folder)).toEqual(["taken"]);
});

test("an error that is nobody's mistake is passed on as it is", () => {
  jest.spyOn(fs, "openSync").mockImplementation(failing("EMFILE"));
  expect(() => writeWhole(join(folder, "report.txt"), "text")).toThrow("EMFILE");
});

const result = {
  json: { a: 1 },
  text: ({ strong }: { strong: (text: string) => string }) => `${strong("Title")}\n`,
};

function collected(isTTY: boolean) {
  const written: string[] = [];
  return { written, stream: { isTTY, write: (text: string) => written.push(text) } };
}

test("a terminal gets emphasis, a pipe gets plain text, --json gets JSON", () => {
  const terminal = collected(true);
  const pipe = collected(false);
  const json = collected(true);
  deliver(result, {}, { stdout: terminal.stream, stderr: terminal.stream });
  deliver(result, {}, { stdout: pipe.stream, stderr: pipe.stream });
  deliver(result, { json: true }, { stdout: json.stream, stderr: json.stream });
  expect(terminal.written).toEqual(["\u001b[1mTitle\u001b[22m\n"]);
  expect(pipe.written).toEqual(["Title\n"]);
  expect(json.written).toEqual(['{\n  "a": 1\n}\n']);
});

test("a written file is plain and named on standard error", () => {
  const stdout = collected(true);
  const stderr = collected(true);
  const file = join(folder, "report.txt");
  deliver(result, { out: file }, { stdout: stdout.stream, stderr: stderr.stream });
  expect(readFileSync(file, "utf8")).toBe("Title\n");
  expect(stdout.written).toEqual([]);
  expect(stderr.written).toEqual([`Wrote ${file}\n`]);
});
