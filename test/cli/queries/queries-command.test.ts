import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScale } from "../../support/run-scale";

const folder = mkdtempSync(join(tmpdir(), "queries-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const report = {
  schemaVersion: 1,
  since: "2027-01-01T10:00:00.000Z",
  statements: [
    {
      id: "7",
      calls: 2000,
      totalMs: 90_500,
      meanMs: 45.25,
      rows: 2000,
      text: "SELECT email FROM contacts WHERE venture_id = $1",
    },
  ],
  proposals: [
    {
      statementId: "7",
      sql: "CREATE INDEX CONCURRENTLY ON public.contacts (venture_id);",
      tried: true,
      costBefore: 1200,
      costAfter: 12,
      sizeMiB: 1.5,
    },
  ],
  unexplained: [],
  isTried: true,
};

function file(content: unknown): string {
  const path = join(folder, "queries.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

test("statements stand slowest first, with the indexes that the planner would take", async () => {
  const { code, stdout } = await runScale("queries", "--from", file(report));
  expect(code).toBe(0);
  const text = stdout.replace(/\s+/g, " ");
  expect(text).toContain("Since 2027-01-01 10:00 UTC");
  expect(text).toContain("1 90.5 45.3 2,000 SELECT email FROM contacts");
  expect(text).toContain("1,200 12 1.5 CREATE INDEX CONCURRENTLY");
  expect(text).toContain("Nothing was changed.");
});

test("JSON is what was read", async () => {
  const { stdout } = await runScale("queries", "--from", file(report), "--json");
  expect(JSON.parse(stdout)).toEqual(report);
});

test("Markdown is a table for an issue", async () => {
  const { stdout } = await runScale("queries", "--from", file(report), "--markdown");
  expect(stdout).toMatch(/^\|.*SELECT email FROM contacts/m);
});

test("without an address it says how to get one", async () => {
  const { code, stderr } = await runScale("queries");
  expect(code).toBe(2);
  expect(stderr).toContain("DATABASE_MIGRATION_URL is not set. The database is reached through the poolers");
  expect(stderr).toContain("kubectl --namespace postgres port-forward service/postgres-rw 6432");
});

test("what --json does not write is refused with all that is wrong", async () => {
  const { code, stderr } = await runScale("queries", "--from", file({ ...report, isTried: "yes", more: 1 }));
  expect(code).toBe(2);
  expect(stderr).toMatch(/is refused, 2 problems:/);
  expect((await runScale("queries", "--from", file("{"))).stderr).toContain("hold no JSON");
});
