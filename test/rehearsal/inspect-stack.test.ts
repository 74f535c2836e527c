import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inspectStack } from "../../rehearsal/interruption";

let backendFolder: string;
beforeEach(() => {
  backendFolder = mkdtempSync(join(tmpdir(), "backend-"));
});
afterEach(() => {
  rmSync(backendFolder, { recursive: true });
});

const address = () => ({ backendFolder, project: "scaling-tiers", stack: "prod" });

function put(path: string, text: string): string {
  const file = join(backendFolder, ".pulumi", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const pending = (type: string) => ({
  type,
  resource: {
    urn: `urn:pulumi:prod::scaling-tiers::aws:s3/bucket:Bucket::${type}`,
    type: "aws:s3/bucket:Bucket",
  },
});

test("an operation that this release does not know may have made something", async () => {
  const operations = ["creating", "updating", "deleting", "reading", "importing", "frobnicating"];
  const latest = { pending_operations: operations.map(pending) };
  put("stacks/scaling-tiers/prod.json", JSON.stringify({ checkpoint: { latest } }));
  const { possibleOrphans } = await inspectStack(address());
  expect(possibleOrphans.map(({ operation }) => operation)).toEqual(["creating", "frobnicating"]);
});

test.each(["", '{"pid": 1'])("a lock that is not whole is named: %j", async (text) => {
  put("stacks/scaling-tiers/prod.json", '{"checkpoint": {}}');
  const file = put("locks/organization/scaling-tiers/prod/a.json", text);
  await expect(inspectStack(address())).rejects.toThrow(
    `The lock ${file} is not whole, so it does not tell who has it. If no pulumi runs on this stack, remove it: pulumi cancel`,
  );
});

test.each(["", "[", "null", "{}", '{"version": 3}'])("a state that is none is named: %j", async (text) => {
  put("stacks/scaling-tiers/prod.json", text);
  await expect(inspectStack(address())).rejects.toThrow(
    /^The state file .*prod\.json is not whole\. Put back the newest file of /,
  );
});
