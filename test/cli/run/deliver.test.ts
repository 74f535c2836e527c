import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deliver } from "../../../cli/run/deliver";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scale-deliver-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
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

test("- stands for standard output", () => {
  const stdout = collected(false);
  deliver(result, { out: "-" }, { stdout: stdout.stream, stderr: stdout.stream });
  expect(stdout.written).toEqual(["Title\n"]);
});

test("a text knows how wide the terminal is, a file and JSON do not", () => {
  const asked: (number | undefined)[] = [];
  const measured = { json: 1, text: ({ columns }: { columns?: number }) => (asked.push(columns), "") };
  const stdout = { columns: 20, write: () => true };
  deliver(measured, {}, { stdout, stderr: stdout });
  deliver(measured, { out: join(folder, "report.txt") }, { stdout, stderr: stdout });
  expect(asked).toEqual([20, undefined]);
});
