import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { writeWhole } from "../../../cli/run/write-file";

jest.mock("node:fs", () => ({ __esModule: true, ...jest.requireActual<typeof fs>("node:fs") }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scale-write-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code, syscall: "write" });
};
const modeOf = (file: string): string => (statSync(file).mode & 0o7777).toString(8);

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
  jest.spyOn(fs, "openSync").mockImplementation(() => {
    throw new TypeError("a defect");
  });
  expect(() => writeWhole(join(folder, "report.txt"), "text")).toThrow(new TypeError("a defect"));
});

test("what the system says in no words of ours is named by its code", () => {
  jest.spyOn(fs, "openSync").mockImplementation(failing("EMFILE"));
  expect(() => writeWhole("report.txt", "text")).toThrow(
    "Cannot write report.txt: the system refuses it (EMFILE). Nothing was written.",
  );
});

test.each([0o600, 0o640, 0o755])("a file keeps its mode, %i", (mode) => {
  const file = join(folder, "report.txt");
  writeFileSync(file, "earlier");
  chmodSync(file, mode);
  writeWhole(file, "later");
  expect([readFileSync(file, "utf8"), modeOf(file)]).toEqual(["later", mode.toString(8)]);
});

test("a link stays one, and what it leads to is replaced, also when that is not there yet", () => {
  const link = join(folder, "link");
  symlinkSync("second", link);
  mkdirSync(join(folder, "reports"));
  symlinkSync("reports/report.txt", join(folder, "second"));
  for (const text of ["first", "later"]) {
    writeWhole(link, text);
    expect(readFileSync(join(folder, "reports/report.txt"), "utf8")).toBe(text);
  }
  expect([readlinkSync(link), readlinkSync(join(folder, "second"))]).toEqual([
    "second",
    "reports/report.txt",
  ]);
  expect(readdirSync(join(folder, "reports"))).toEqual(["report.txt"]);
});

test("links in a circle are named", () => {
  const loop = join(folder, "loop");
  symlinkSync("loop", loop);
  expect(() => writeWhole(loop, "text")).toThrow(
    `Cannot write ${loop}: its links lead in a circle; choose another path. Nothing was written.`,
  );
});

test("a file with a second name keeps both", () => {
  const file = join(folder, "report.txt");
  writeFileSync(file, "a longer text than the later one");
  linkSync(file, join(folder, "other.txt"));
  writeWhole(file, "later");
  expect(readFileSync(join(folder, "other.txt"), "utf8")).toBe("later");
});

test("a file that something is mounted on is written where it is", () => {
  const file = join(folder, "report.txt");
  writeFileSync(file, "earlier");
  jest.spyOn(fs, "renameSync").mockImplementation(failing("EBUSY"));
  writeWhole(file, "later");
  expect(readFileSync(file, "utf8")).toBe("later");
  expect(readdirSync(folder)).toEqual(["report.txt"]);
});

test("a name that is too long, and none at all, are named", () => {
  const long = join(folder, "n".repeat(300));
  expect(() => writeWhole(long, "text")).toThrow(
    `Cannot write ${long}: the name is too long; choose a shorter one. Nothing was written.`,
  );
  expect(() => writeWhole("", "text")).toThrow(
    "--out was given an empty name. Name a file, or leave --out away.",
  );
});

test("a device stays a device", () => {
  writeWhole("/dev/null", "text");
  expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("a device that is full is named, and stays one", () => {
  expect(() => writeWhole("/dev/full", "text")).toThrow(
    "Cannot write /dev/full: the disk is full; free some space or choose another disk. What is there now is cut off.",
  );
  expect(lstatSync("/dev/full").isCharacterDevice()).toBe(true);
});

test("a pipe with a name stays one, and its reader gets all of it", async () => {
  const pipe = join(folder, "pipe");
  spawnSync("mkfifo", [pipe]);
  const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "inherit"] });
  const text = "x".repeat(200_000);
  writeWhole(pipe, text);
  expect(await textOf(reader.stdout)).toBe(text);
  expect(lstatSync(pipe).isFIFO()).toBe(true);
});

test("a descriptor that this process was not given is named", () => {
  expect(() => writeWhole("/dev/fd/987654", "text")).toThrow(
    "Cannot write /dev/fd/987654: this process was not given it; name a file. What is there now is cut off.",
  );
});
