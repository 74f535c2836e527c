import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCoefficients } from "../../../cli/read/read-coefficients";
import { COEFFICIENT_NAMES, DEFAULT_COEFFICIENTS } from "../../../models/load/workload-coefficients";
import { InputError } from "../../../tiers";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "coefficients-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): string => {
  const file = join(folder, "coefficients.yaml");
  writeFileSync(file, text);
  return file;
};

function refusalOf(file: string): string {
  try {
    readCoefficients(file);
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(folder, "…");
    throw error;
  }
  throw new Error("The file was taken.");
}

test.each([
  ["YAML", "# measured in May\nrequestsPerUserMinute: 0.8\nreadShare: 0.7\n"],
  ["JSON", '{\n  "requestsPerUserMinute": 0.8,\n  "readShare": 0.7\n}'],
  ["JSON with a byte-order mark", '\uFEFF{"requestsPerUserMinute": 0.8, "readShare": 0.7}'],
])("%s: what the file names is set, the rest keeps its own value", (_, text) => {
  expect(readCoefficients(fileOf(text))).toEqual({
    ...DEFAULT_COEFFICIENTS,
    requestsPerUserMinute: 0.8,
    readShare: 0.7,
  });
});

test("every problem is told at once, with line, given and allowed value", () => {
  expect(
    refusalOf(fileOf("readShare: 1.5\n\npeakFactor: two\nrequestPerUserMinute: 1\nuploadMiB: -1\n")),
  ).toBe(
    [
      "The coefficients file …/coefficients.yaml is refused, 4 problems:",
      "  line 1, readShare: given 1.5; allowed: at most 1",
      '  line 3, peakFactor: given "two"; allowed: a number',
      `  line 4, requestPerUserMinute: given an unknown key; allowed: ${COEFFICIENT_NAMES.join(", ")}, did you mean "requestsPerUserMinute"?`,
      "  line 5, uploadMiB: given -1; allowed: at least 0",
    ].join("\n"),
  );
});

test("a name without a value is refused, not taken as its own value", () => {
  expect(refusalOf(fileOf("readShare:\n"))).toContain("line 1, readShare: given null; allowed: a number");
});

test.each([".nan", ".inf"])("%s is no coefficient", (value) => {
  expect(refusalOf(fileOf(`readShare: ${value}\n`))).toContain("line 1, readShare: given");
});

test("broken text is told by its line", () => {
  expect(refusalOf(fileOf('{\n  "readShare": 0.7\n  "peakFactor": 2\n}'))).toMatch(
    /^The coefficients file …\/coefficients\.yaml is neither YAML nor JSON:\n {2}line 2: /,
  );
});

test("a name given twice is told by its line", () => {
  expect(refusalOf(fileOf("readShare: 0.7\nreadShare: 0.8\n"))).toMatch(/line 2: .*unique/);
});

test.each([
  ["a list", "- 0.7\n", "[0.7]"],
  ["a number", "0.7\n", "0.7"],
  ["comments only", "# nothing yet\n", "null"],
])("%s is not an object", (_, text, shown) => {
  expect(refusalOf(fileOf(text))).toBe(
    `The coefficients file …/coefficients.yaml holds ${shown} instead of an object: write one \`name: number\` a line, such as \`requestsPerUserMinute: 0.8\`.`,
  );
});

test("an empty file, a missing file and a folder are told as such", () => {
  expect(refusalOf(fileOf(" \n"))).toBe(
    "Cannot read the coefficients file …/coefficients.yaml: the file is empty.",
  );
  expect(refusalOf(join(folder, "none.json"))).toBe(
    "Cannot read the coefficients file …/none.json: there is no such file.",
  );
  expect(refusalOf(folder)).toBe("Cannot read the coefficients file …: it is a folder; name a file in it.");
});
