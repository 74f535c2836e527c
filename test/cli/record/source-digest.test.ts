import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ranSourcesOf, sourceDigest } from "../../../cli/record/source-digest.cjs";

let root: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const digest = (): string | null => sourceDigest(["components", "tiers"], root);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "source-digest-"));
  write("components/app/app.ts", "export const app = 1;\n");
  write("tiers/index.ts", "export const tiers = 6;\n");
  for (const file of ["package.json", "package-lock.json", "tsconfig.json"]) write(file, "{}");
  write("node_modules/.package-lock.json", '{"packages":{}}');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test("is the same for the same contents, whatever the times of the files", () => {
  const before = digest();
  expect(before).toMatch(/^[0-9a-f]{32}$/);
  utimesSync(join(root, "tiers/index.ts"), 1, 1);
  expect(digest()).toBe(before);
});

test.each<[string, () => void]>([
  ["a changed file", () => write("components/app/app.ts", "export const app = 2;\n")],
  ["another file", () => write("components/app/new.ts", "")],
  ["a file that is gone", () => rmSync(join(root, "tiers/index.ts"))],
  ["another name", () => renameSync(join(root, "tiers/index.ts"), join(root, "tiers/other.ts"))],
  ["other packages", () => write("node_modules/.package-lock.json", '{"packages":{"zod":{}}}')],
  ["other settings of TypeScript", () => write("tsconfig.json", '{"compilerOptions":{}}')],
  ["another lock of the packages", () => write("package-lock.json", '{"packages":{}}')],
])("is another one after %s", (_what, change) => {
  const before = digest();
  change();
  expect(digest()).not.toBe(before);
});

test("a line that moves from one file to the next is no change that cancels out", () => {
  write("tiers/a.ts", "one\ntwo\n");
  write("tiers/b.ts", "three\n");
  const before = digest();
  write("tiers/a.ts", "one\n");
  write("tiers/b.ts", "two\nthree\n");
  expect(digest()).not.toBe(before);
});

test("does not count what lies beside the folders", () => {
  const before = digest();
  write("docs/page.md", "text");
  expect(digest()).toBe(before);
});

test("cannot be told where npm has installed nothing", () => {
  rmSync(join(root, "node_modules"), { recursive: true });
  expect(digest()).toBeNull();
});

describe("whether a process ran the sources of a digest", () => {
  const ran = (of: string | null, startedMs: number): boolean =>
    ranSourcesOf(of, ["components", "tiers"], root, startedMs);
  const LATER = Date.now() + 60_000;

  test("yes, when nothing has changed since before it started", () => {
    expect(ran(digest(), LATER)).toBe(true);
  });

  test("no, when they are others by now", () => {
    const before = digest();
    write("tiers/index.ts", "export const tiers = 7;\n");
    expect(ran(before, LATER)).toBe(false);
  });

  test("no, when a file was written after it started, which may have loaded the older text", () => {
    const started = Date.now() - 60_000;
    utimesSync(join(root, "tiers/index.ts"), 1, 1);
    expect(ran(digest(), started)).toBe(false);
  });

  test("no, when nobody can tell", () => {
    rmSync(join(root, "node_modules"), { recursive: true });
    expect(ran(digest(), LATER)).toBe(false);
  });
});
