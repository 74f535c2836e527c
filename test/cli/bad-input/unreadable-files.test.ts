import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScale } from "../../support/run-scale";
import { LONG_NAME, putFiles } from "./files";

const before = process.cwd();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bad-files-"));
  putFiles(folder);
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** Every option that names a file to be read: what a message calls the file, and the command without its name. */
const READERS = [
  ["the bill", "cost reconcile --tier 500 --cost-explorer"],
  ["the coefficients file", "cost 500 --coefficients"],
  ["the coefficients file", "capacity 500 --coefficients"],
  ["the history", "advise 500 --history"],
  ["the waivers file", "policy 500 --waivers"],
  ["the manifest", "policy --manifest"],
  ["the preview", "upgrade --from-preview"],
  ["the acknowledgements file", "upgrade 500 2k --gate --acknowledgements"],
] as const;

const UNREADABLE = [
  ["none.txt", "there is no such file"],
  ["dangling", "there is no such file"],
  ["no/such/folder.txt", "there is no such file"],
  ["plain.txt/below", "a part of its path is a file"],
  ["folder", "it is a folder; name a file in it"],
  ["loop", "its links lead in a circle"],
  [LONG_NAME, "the name is too long"],
  ["/proc/self/mem", "the system refuses it (EIO)"],
  ["empty", "the file is empty"],
  ["/dev/null", "the file is empty"],
  ["spaces.txt", "the file is empty"],
  ["mark.txt", "the file is empty"],
  ["zeros.bin", "it holds zero bytes, so it is no text"],
  ["packed.gz", "it is compressed by gzip; unpack it first"],
  ["book.xlsx", "it is a ZIP archive or a workbook of a spreadsheet; unpack it, or save it as CSV"],
  ["paper.pdf", "it is a PDF"],
  ["latin1.txt", "its text is not in UTF-8; save it as UTF-8"],
] as const;

describe.each(READERS)("%s", (what, command) => {
  const run = (file: string) => runScale(...command.split(" "), file);

  test.each(UNREADABLE)("%s", async (file, problem) => {
    expect(await run(file)).toEqual({
      code: 2,
      stdout: "",
      stderr: `Cannot read ${what} ${file}: ${problem}.\n`,
    });
  });

  test("without a name", async () => {
    expect(await run("")).toEqual({
      code: 2,
      stdout: "",
      stderr: `Cannot read ${what}: its name is empty. Name a file, or - for standard input.\n`,
    });
  });
});

const TOO_DEEP = "is refused: lists and objects lie too deep in one another.";
const NEITHER = "is neither YAML nor JSON:\n  line";

/** What YAML has and no file of ours does. */
const YAML = [
  ["alias.yaml", "is refused: Unresolved alias (the anchor must be set before the alias): nobody."],
  ["bomb.yaml", "is refused: its aliases stand for far more than it holds. Write the values out."],
  [
    "cycle.yaml",
    "is refused:\n  a.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0…: given a value inside more than 100 others; allowed: lists and objects at most 100 deep",
  ],
  ["tag.yaml", `${NEITHER} 1: Unresolved tag: !secret`],
  ["two.yaml", `${NEITHER} 2: Source contains multiple documents`],
  ["twice.yaml", `${NEITHER} 2: Map keys must be unique`],
  ["tab.yaml", `${NEITHER} 2: Tabs are not allowed as indentation`],
  ["quote.yaml", `${NEITHER} 2: Missing closing "quote`],
  ["proto.yaml", "is refused:\n  a.__proto__: given an unknown key; allowed: any key but __proto__"],
  ["proto.json", "is refused:\n  a.__proto__: given an unknown key; allowed: any key but __proto__"],
  ["deep.yaml", TOO_DEEP],
  ["deep.json", TOO_DEEP],
  ["deep-object.json", TOO_DEEP],
] as const;

describe.each(READERS.filter(([what]) => /coefficients|waivers|acknowledgements/.test(what)))(
  "%s",
  (what, command) => {
    test.each(YAML)("%s", async (file, problem) => {
      const title = `${what.replace("the", "The")} ${file}`;
      const { code, stdout, stderr } = await runScale(...command.split(" "), file);
      expect([code, stdout, stderr.split("\n").slice(0, 2).join("\n").trimEnd()]).toEqual([
        2,
        "",
        `${title} ${problem}`,
      ]);
    });
  },
);

const LEVELS = "given a value inside more than 100 others; allowed: lists and objects at most 100 deep";
const PROTO = "a.__proto__: given an unknown key; allowed: any key but __proto__";
const MANIFEST = "Write it with: ./scale manifest 500 --json --out manifest.json";
const PREVIEW = "Write it with: pulumi preview --json > preview.json";

test.each<[string, string, string]>([
  ["policy --manifest", "cut.json", `The manifest cut.json is not JSON. ${MANIFEST}`],
  ["policy --manifest", "comma.json", `The manifest comma.json is not JSON. ${MANIFEST}`],
  ["policy --manifest", "single.json", `The manifest single.json is not JSON. ${MANIFEST}`],
  ["policy --manifest", "plain.txt", `The manifest plain.txt is not JSON. ${MANIFEST}`],
  ["policy --manifest", "number.json", `number.json is no manifest: it has no schemaVersion. ${MANIFEST}`],
  ["policy --manifest", "list.json", `list.json is no manifest: it has no schemaVersion. ${MANIFEST}`],
  ["policy --manifest", "object.json", `object.json is no manifest: it has no schemaVersion. ${MANIFEST}`],
  ["policy --manifest", "proto.json", `The manifest proto.json is refused:\n  ${PROTO}`],
  ["policy --manifest", "deep.json", `The manifest deep.json is refused:\n  ${"0.".repeat(29)}0…: ${LEVELS}`],
  ["upgrade --from-preview", "cut.json", `The preview cut.json is cut off after 11 characters. ${PREVIEW}`],
  [
    "upgrade --from-preview",
    "plain.txt",
    `The preview plain.txt is not JSON: it has only messages of the CLI. ${PREVIEW}`,
  ],
  [
    "upgrade --from-preview",
    "single.json",
    `The preview single.json is not JSON: it has only messages of the CLI. ${PREVIEW}`,
  ],
  [
    "upgrade --from-preview",
    "number.json",
    `number.json is not what pulumi preview --json prints: it has no steps. ${PREVIEW}`,
  ],
  [
    "upgrade --from-preview",
    "list.json",
    `list.json is not what pulumi preview --json prints: it has no steps. ${PREVIEW}`,
  ],
  ["upgrade --from-preview", "proto.json", `The preview proto.json is refused:\n  ${PROTO}`],
  [
    "upgrade --from-preview",
    "deep-object.json",
    `The preview deep-object.json is refused:\n  ${"a.".repeat(29)}a…: ${LEVELS}`,
  ],
  [
    "cost reconcile --tier 500 --cost-explorer",
    "deep-object.json",
    `The bill deep-object.json is refused:\n  ${"a.".repeat(29)}a…: ${LEVELS}`,
  ],
  ["cost reconcile --tier 500 --cost-explorer", "proto.json", `The bill proto.json is refused:\n  ${PROTO}`],
])("%s %s", async (command, file, message) => {
  expect(await runScale(...command.split(" "), file)).toEqual({
    code: 2,
    stdout: "",
    stderr: `${message}\n`,
  });
});

describe("a file that cannot be written", () => {
  const WORDS = [
    ["folder", "it is a folder; name a file in it. Nothing was written."],
    ["no/such/report.txt", "its folder does not exist; make it first. Nothing was written."],
    ["plain.txt/report.txt", "a part of its path is a file; choose another path. Nothing was written."],
    ["loop", "its links lead in a circle; choose another path. Nothing was written."],
    [LONG_NAME, "the name is too long; choose a shorter one. Nothing was written."],
    ["/dev/full", "the disk is full; free some space or choose another disk. What is there now is cut off."],
    ["/dev/fd/987654", "this process was not given it; name a file. What is there now is cut off."],
    ["/proc/report.txt", "its folder does not exist; make it first. Nothing was written."],
  ] as const;

  test.each(WORDS)("%s", async (file, problem) => {
    expect(await runScale("tiers", "--out", file)).toEqual({
      code: 2,
      stdout: "",
      stderr: `Cannot write ${file}: ${problem}\n`,
    });
  });
});
