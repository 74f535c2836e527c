import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EstimateTierOptions, TierCost } from "../../../cli/record/estimate-tier";
import type { Subject } from "../../../cli/record/subject";
import { reconciliationSchema } from "../../../models/cost/bill/reconciliation";
import { COEFFICIENTS } from "../../../models/load/workload-coefficients";
import type { TierName } from "../../../tiers";
import { exampleCost } from "../../support/cost-example";
import { runScale } from "../../support/run-scale";

const asked: { name: TierName; options: EstimateTierOptions }[] = [];
jest.mock("../../../cli/record/estimate-tier", () => ({
  estimateTier: ({ tier: name }: Subject, options: EstimateTierOptions): Promise<TierCost> => {
    asked.push({ name, options });
    return Promise.resolve(exampleCost(name, {}));
  },
}));

const BILLS = join(__dirname, "../../fixtures/bills");
const JSON_BILL = join(BILLS, "by-usage-type.json");

let folder: string;
beforeEach(() => {
  asked.length = 0;
  folder = mkdtempSync(join(tmpdir(), "scale-reconcile-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reconcile = (...args: string[]) => runScale("cost", "reconcile", ...args);

test("a bill of the CLI is compared charge by charge", async () => {
  const { code, stdout, stderr } = await reconcile("--cost-explorer", JSON_BILL, "--tier", "500");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  // 2,232 hours in 31 days are 2,190 in a month, each at 0.0672 USD instead of the example's 0.07.
  expect(stdout.replace(/\n {2}/g, " ")).toContain(
    "app, EC2 instances t4g.large: -$6.13, $147.17 instead of $153.30; 0.0672 instead of 0.07 USD each",
  );
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test("a bill of the console is compared by cost line", async () => {
  const { code, stdout } = await reconcile(
    "--tier=500",
    "--cost-explorer",
    join(BILLS, "by-tag-monthly.csv"),
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^cluster +\$73\.00 +\$72\.80 +-\$0\.20$/m);
  expect(stdout).toContain("The bill is grouped by the tag alone.");
});

test("--json fits its schema, --markdown is a table", async () => {
  const { stdout } = await reconcile("--cost-explorer", JSON_BILL, "--tier", "500", "--json");
  expect(reconciliationSchema.parse(JSON.parse(stdout))).toMatchObject({
    tier: "500",
    bill: { days: 31, detail: "usage type" },
  });
  expect((await reconcile("--cost-explorer", JSON_BILL, "--tier", "500", "--markdown")).stdout).toMatch(
    /^### Tier 500: [^\n]+\n[^|]+\n\| cost line +\| +expected/,
  );
});

test("a bill is compared with a stack by its file", async () => {
  const args = ["--cost-explorer", JSON_BILL, "--stack", "t500"];
  const { stdout } = await reconcile(...args);
  expect(stdout).toMatch(/^Stack t500 \(tier 500\): \$/);
  const { stdout: json } = await reconcile(...args, "--json");
  expect(reconciliationSchema.parse(JSON.parse(json))).toMatchObject({ stack: "t500", tier: "500" });
});

test("--out writes a file", async () => {
  const out = join(folder, "gaps.json");
  await reconcile("--cost-explorer", JSON_BILL, "--tier", "500", "--json", "--out", out);
  expect(reconciliationSchema.safeParse(JSON.parse(readFileSync(out, "utf8"))).success).toBe(true);
});

test("users, coefficients and region reach the estimate", async () => {
  const coefficients = join(folder, "coefficients.yaml");
  writeFileSync(coefficients, "readShare: 0.5\n");
  const choices = ["--users", "321", "--coefficients", coefficients, "--region", "eu-central-1"];
  expect((await reconcile("--cost-explorer", JSON_BILL, "--tier", "2K", ...choices)).code).toBe(0);
  expect(asked).toEqual([
    {
      name: "2k",
      options: {
        users: 321,
        region: "eu-central-1",
        coefficients: expect.objectContaining({
          readShare: 0.5,
          peakFactor: COEFFICIENTS.peakFactor.value,
        }) as unknown,
      },
    },
  ]);
});

test.each([
  [
    ["--tier", "500"],
    /^error: required option '--cost-explorer <file>' not specified\nRun with --help to see the commands\.\n$/,
  ],
  [["--cost-explorer", JSON_BILL], /^Name the tier that was billed by --tier, or the stack by --stack\.\n$/],
  [
    ["--cost-explorer", JSON_BILL, "--tier", "500", "--stack", "prod"],
    /^Give --tier or --stack, not both\.\n$/,
  ],
  [
    ["--cost-explorer", JSON_BILL, "--stack", "prod", "--region", "us-east-1"],
    /^With --stack the region is that of the stack\. Leave out --region\.\n$/,
  ],
  [["--cost-explorer", JSON_BILL, "--stack", "none"], /^There is no file of a stack "none"/],
  [["--cost-explorer", JSON_BILL, "--tier", "600"], /^Unknown tier "600"/],
  [["--cost-explorer", JSON_BILL, "--tier", "500", "--users", "-1"], /^--users must be a whole number/],
  [
    ["--cost-explorer", "none.csv", "--tier", "500"],
    /^Cannot read the bill none\.csv: there is no such file\.\n$/,
  ],
])("%j is refused before anything is worked out", async (args, message) => {
  const { code, stdout, stderr } = await reconcile(...args);
  expect({ code, stdout, asked }).toEqual({ code: 2, stdout: "", asked: [] });
  expect(stderr).toMatch(message);
});
