import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keep, readKept } from "../../../cli/record/kept.cjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const fileOf = (generation: string): string => join(folder, "kind", generation, "file");

test("what was kept is read as it was, and nothing else lies beside it", () => {
  keep(fileOf("a"), "text\nof two lines");
  expect(readKept(fileOf("a"))).toBe("text\nof two lines");
  expect(readdirSync(join(folder, "kind/a"))).toEqual(["file"]);
});

test("what was not kept is not there", () => {
  expect(readKept(fileOf("a"))).toBeUndefined();
});

test.each([
  ["cut off", (text: string) => text.slice(0, -1)],
  ["changed", (text: string) => text.replace("text", "next")],
  ["empty", () => ""],
])("a file that is %s counts as none", (_how, spoil) => {
  keep(fileOf("a"), "some text");
  writeFileSync(fileOf("a"), spoil(readFileSync(fileOf("a"), "utf8")));
  expect(readKept(fileOf("a"))).toBeUndefined();
});

test("where nothing can be written nothing is kept, and nobody is disturbed", () => {
  writeFileSync(join(folder, "kind"), "a file in the folder's place");
  keep(fileOf("a"), "text");
  expect(readKept(fileOf("a"))).toBeUndefined();
});

test("a place that holds something else is left alone", () => {
  mkdirSync(fileOf("a"), { recursive: true });
  keep(fileOf("a"), "text");
  expect(readKept(fileOf("a"))).toBeUndefined();
  expect(readdirSync(join(folder, "kind/a"))).toEqual(["file"]);
});

test("the newest three generations stay", () => {
  ["a", "b", "c"].forEach((generation, index) => {
    keep(fileOf(generation), generation);
    utimesSync(join(folder, "kind", generation), index + 1, index + 1);
  });
  keep(fileOf("d"), "d");
  expect(readdirSync(join(folder, "kind")).sort()).toEqual(["b", "c", "d"]);
});
