import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../../rehearsal/child";
import { progressOn } from "../../rehearsal/progress";
import { HADOLINT } from "../binaries/checkers";
import { get } from "../binaries/get";

const DOCKERFILE = join(__dirname, "../../docs/sample-app/Dockerfile");
const findingsSchema = z.array(z.object({ code: z.string(), line: z.int() }));

let folder: string;
let hadolint: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dockerfile-"));
  hadolint = join((await get(HADOLINT, { progress: progressOn(process.stderr) })).path, "bin", "hadolint");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What hadolint has against a Dockerfile, the mildest too. */
async function findingsIn(file: string): Promise<string[]> {
  const args = ["--no-color", "--failure-threshold", "ignore", "--format", "json", file];
  const { code, stdout, stderr } = await run(hadolint, args, { env: process.env, timeoutMs: 60_000 });
  if (![0, 1].includes(code)) throw new Error(`hadolint: ${stderr}`);
  return findingsSchema.parse(JSON.parse(stdout)).map((finding) => `${finding.line} ${finding.code}`);
}

test("hadolint has nothing against the sample's Dockerfile", async () => {
  expect(await findingsIn(DOCKERFILE)).toEqual([]);
});

test("it finds what is wrong with another one", async () => {
  const file = join(folder, "Dockerfile");
  writeFileSync(file, "FROM node:latest\nRUN cd /app && sudo npm ci\nCMD node main.js\n");
  expect(await findingsIn(file)).toEqual(["1 DL3007", "2 DL3003", "2 DL3004", "3 DL3025"]);
});
