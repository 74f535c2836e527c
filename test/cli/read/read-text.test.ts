import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readText } from "../../../cli/read/read-text";

jest.mock("node:fs", () => ({ __esModule: true, ...jest.requireActual<typeof fs>("node:fs") }));

const TEXT = '{"café": "1 €"}\r\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-text-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function read(bytes: Buffer): string {
  const file = join(folder, "file");
  writeFileSync(file, bytes);
  return readText(file, "the bill");
}

const little = Buffer.from(TEXT, "utf16le");

test.each<[string, Buffer]>([
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-8 with a mark, as spreadsheets write it", Buffer.from(`\uFEFF${TEXT}`)],
  ["UTF-16 with a mark, as PowerShell writes it", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
  ["UTF-16 without a mark", little],
  ["UTF-16 the other way round", Buffer.from(`\uFEFF${TEXT}`, "utf16le").swap16()],
  ["UTF-16 the other way round, without a mark", Buffer.from(little).swap16()],
])("a file in %s is read", (_encoding, bytes) => {
  expect(read(bytes)).toBe(TEXT);
});

test("standard input is read by its usual names, however often it is not ready", () => {
  for (const name of ["-", "/dev/stdin"]) {
    const parts: (string | undefined)[] = ["a: ", undefined, "1\n", ""];
    jest.spyOn(fs, "readSync").mockImplementation((descriptor, buffer) => {
      expect(descriptor).toBe(0);
      const part = parts.shift();
      if (part === undefined) throw Object.assign(new Error("EAGAIN"), { code: "EAGAIN", syscall: "read" });
      return (buffer as Buffer).write(part);
    });
    expect(readText(name, "the bill")).toBe("a: 1\n");
  }
});

test("what has no end is refused at the limit", () => {
  expect(() => readText("/dev/zero", "the bill")).toThrow(
    "Cannot read the bill /dev/zero: it is larger than 256 MiB.",
  );
});
