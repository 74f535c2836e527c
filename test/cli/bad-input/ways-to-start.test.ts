import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { casesOf } from "../../support/seed";
import { LONG_NAME, putFiles } from "./files";

const ROOT = join(__dirname, "../../..");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bad-start-"));
  putFiles(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Ways by which people start the command: what stands before its arguments. */
const WAYS = [
  ["the launcher", ["./scale"]],
  ["Node", [process.execPath, "cli/start.cjs"]],
  ["npm", ["npm", "run", "--silent", "scale", "--"]],
  ["npx", ["npx", "--no-install", "scale"]],
] as const;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run([command, ...first]: readonly [string, ...string[]], args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(command, [...first, ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}

/** A sample of the other tables of this folder; `FILE` is in a folder of its own. */
const CASES: readonly (readonly [args: readonly string[], words: string])[] = [
  [["preview", "750"], 'Unknown tier "750": for 750 users take 2k. '],
  [["previw", "500"], "error: unknown command 'previw'\n(Did you mean preview?)\n"],
  [["cost", "500", "--users", ""], '--users must be a whole number, 0 or more; given "".\n'],
  [
    ["cost", "500", "--coefficients", "FILE/bomb.yaml"],
    "The coefficients file FILE/bomb.yaml is refused: its aliases ",
  ],
  [["policy", "--manifest", "FILE/deep.json"], "The manifest FILE/deep.json is refused:\n  0.0."],
  [
    ["upgrade", "--from-preview", "FILE/loop"],
    "Cannot read the preview FILE/loop: its links lead in a circle.\n",
  ],
  [["tiers", "--out", `FILE/${LONG_NAME}`], "Cannot write FILE/nnn"],
];

/** All of them, in a run of samples some, by one way; that the others pass arguments, words and code on needs no more than two. */
const BY_LAUNCHER = casesOf("bad input to the launcher", CASES, 3);
const BY_OTHERS = casesOf("bad input by other ways", CASES.slice(1, 3), 1);

test.each(WAYS)("by %s bad input ends with its code and its words", async (name, way) => {
  const cases = name === "the launcher" ? BY_LAUNCHER : BY_OTHERS;
  const ended = await Promise.all(
    cases.map(([args]) =>
      run(
        way,
        args.map((word) => word.replace("FILE", folder)),
      ),
    ),
  );
  expect(ended.map(({ code, stdout }) => [code, stdout])).toEqual(cases.map(() => [2, ""]));
  const begun = ended.map(({ stderr }, place) =>
    stderr.replaceAll(folder, "FILE").startsWith(cases[place]?.[1] ?? "?"),
  );
  expect(begun).toEqual(cases.map(() => true));
});
