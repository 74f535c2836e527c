import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EstimateTierOptions, TierCost } from "../../../cli/record/estimate-tier";
import type { Subject } from "../../../cli/record/subject";
import { costSchema, costsSchema } from "../../../models/cost/report";
import { COEFFICIENTS } from "../../../models/load/workload-coefficients";
import { TIER_NAMES, type TierName } from "../../../tiers";
import { exampleCost, type ExampleOptions } from "../../support/cost-example";
import { runScale } from "../../support/run-scale";

const asked: { name: TierName; options: EstimateTierOptions }[] = [];
let example: ExampleOptions = {};
jest.mock("../../../cli/record/estimate-tier", () => ({
  estimateTier: ({ tier: name }: Subject, options: EstimateTierOptions): Promise<TierCost> => {
    asked.push({ name, options });
    const { users } = options;
    return Promise.resolve(exampleCost(name, { ...example, ...(users === undefined ? {} : { users }) }));
  },
}));

let folder: string;
beforeEach(() => {
  asked.length = 0;
  example = {};
  folder = mkdtempSync(join(tmpdir(), "scale-cost-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const cost = (...args: string[]) => runScale("cost", ...args);

const HELP = "Run with --help to see the commands.\n";

test.each<[string, string[], string]>([
  [
    "neither a tier nor --all",
    [],
    "Name a tier, or a stack by --stack, or give --all for all tiers side by side.\n",
  ],
  ["a tier and --all", ["500", "--all"], "Give a tier or --all, not both.\n"],
  [
    "an unknown tier",
    ["5OO"],
    `Unknown tier "5OO", did you mean "500"? Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers\n`,
  ],
  ["negative users", ["500", "--users", "-5"], '--users must be a whole number, 0 or more; given "-5".\n'],
  ["half a user", ["500", "--users", "1.5"], '--users must be a whole number, 0 or more; given "1.5".\n'],
  [
    "no number of users",
    ["500", "--users", "many"],
    '--users must be a whole number, 0 or more; given "many".\n',
  ],
  [
    "more users than a number holds exactly",
    ["500", "--users", "99999999999999999999"],
    '--users must be a whole number, 0 or more; given "99999999999999999999".\n',
  ],
  [
    "a coefficients file that is not there",
    ["500", "--coefficients", "no/such.json"],
    "Cannot read the coefficients file no/such.json: there is no such file.\n",
  ],
  [
    "an unknown term",
    ["500", "--commitment", "2y"],
    `error: option '--commitment <term>' argument '2y' is invalid. Allowed choices are none, 1y, 3y.\n${HELP}`,
  ],
  [
    "two formats at once",
    ["500", "--json", "--markdown"],
    `error: option '--markdown' cannot be used with option '--json'\n${HELP}`,
  ],
  [
    "an explanation of all tiers",
    ["--all", "--explain", "requests"],
    `error: option '--explain <name>' cannot be used with option '--all'\n${HELP}`,
  ],
  [
    "a commitment of all tiers",
    ["--all", "--commitment", "1y"],
    `error: option '--commitment <term>' cannot be used with option '--all'\n${HELP}`,
  ],
  [
    "a mistyped resource",
    ["500", "--explain", "postgres-shard-0-primry"],
    'Nothing in tier 500 is called "postgres-shard-0-primry", did you mean "postgres-shard-0-primary"? See the names with: ./scale manifest 500\n',
  ],
  [
    "a resource that nothing is like",
    ["500", "--explain", "a fleet of submarines"],
    'Nothing in tier 500 is called "a fleet of submarines". See the names with: ./scale manifest 500\n',
  ],
])("%s is refused with exit code 2 and nothing on standard output", async (_name, args, message) => {
  expect(await cost(...args)).toEqual({ code: 2, stdout: "", stderr: message });
});

describe("what is asked for", () => {
  test("is the tier's own load in the default region without options", async () => {
    expect((await cost("2K")).code).toBe(0);
    expect(asked).toEqual([{ name: "2k", options: {} }]);
  });

  test("takes users, region and coefficients", async () => {
    const file = join(folder, "coefficients.yaml");
    writeFileSync(file, "requestsPerUserMinute: 0.25\n");
    await cost("500", "--users", "0", "--region", "eu-west-1", "--coefficients", file);
    expect(asked[0]?.options).toMatchObject({ users: 0, region: "eu-west-1" });
    expect(asked[0]?.options.coefficients).toMatchObject({
      requestsPerUserMinute: 0.25,
      peakFactor: COEFFICIENTS.peakFactor.value,
    });
  });

  test("is every tier with --all, smallest first", async () => {
    example = { dearer: 0.1 };
    await cost("--all");
    expect(asked.map(({ name }) => name)).toEqual(TIER_NAMES);
  });
});

describe("a tier within its budget", () => {
  test("is reported in 80 columns, without escape codes, and is fine", async () => {
    const { code, stdout, stderr } = await cost("500");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
  });

  test("shows the figures, their lines and what they carry", async () => {
    const { stdout } = await cost("500");
    const { report } = exampleCost("500");
    // 500 users × 0.5 a minute × 43,800 minutes = 10.95 million requests at $0.40.
    const expected = 730 * 0.1 + 2190 * 0.07 + 730 * 0.03 + 1460 * 0.02 + 10.95 * 0.4;
    expect(report.expectedMonthlyUsd).toBeCloseTo(expected, 9);
    expect(stdout).toContain("Tier 500: $282 a month expected, of a budget of $500\n");
    expect(stdout).toMatch(/^expected {2}\$281\.78 {2}the load of 500 users$/m);
    expect(stdout).toMatch(/^budget +\$500\.00 {2}headroom 43\.6 %, 32\.5 % at the ceiling$/m);
    expect(stdout).toMatch(/^cluster +\$73\.00 +\$73\.00 +\$73\.00 +\$76 +25\.9 %$/m);
    expect(stdout).toMatch(/^together +\$226\.30 +\$281\.78 +\$337\.26 +\$500 +100\.0 %$/m);
    expect(stdout).toMatch(/^\$153\.30 {2}app-pools-app +node hours +autoscale$/m);
    expect(stdout).toMatch(/^users carried +1,530 {2}at the hard limits, first Qdrant memory$/m);
    expect(stdout).toMatch(/^users a dollar +1\.77 {2}of the expected cost$/m);
    expect(stdout).toContain("1.00  in the roadmap's table");
    expect(stdout).toContain("the newest of 2026-09-25");
  });

  test("names what is outside the figures, and who watches it", async () => {
    const { stdout } = await cost("500");
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "- postgres-shard-0-primary, surplus CPU credits: up to $109.50 a month; watched by postgres-shard-0-primary-credits, operations-budget-postgres. both vCPUs busy all month",
    );
  });

  test("names the days on which something changes by itself", async () => {
    const { stdout } = await cost("500");
    expect(stdout).toContain("- 2026-12-02, Kubernetes 1.34: EKS upgrades the control plane by itself;");
    expect(stdout).toContain("- 2030-02-28, PostgreSQL 17: RDS upgrades to the next major version");
  });

  test("has no cost of a user without users", async () => {
    const { code, stdout } = await cost("500", "--users", "0");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^USD a user and month +-$/m);
  });

  test("prints the report as JSON, and nothing else", async () => {
    const { stdout } = await cost("500", "--json");
    expect(costSchema.parse(JSON.parse(stdout))).toEqual(exampleCost("500").report);
  });

  test("prints a table for a pull request", async () => {
    const { stdout } = await cost("500", "--markdown");
    expect(stdout).toMatch(
      /^### Tier 500: \$282 a month expected, of a budget of \$500\n\n\| figure +\| USD a month/,
    );
    expect(stdout).toMatch(
      /^\| \*\*together\*\* \| \$226\.30 \| +\$281\.78 \| \$337\.26 \| +\$500 \| 100\.0 % \|$/m,
    );
    expect(stdout).toMatch(/^\| users carried +\| +1,530 \| at the hard limits, first Qdrant memory +\|$/m);
    expect(stdout).toContain("- 2026-12-02, [Kubernetes 1.34](https://docs.aws.amazon.com/eks/");
  });

  test("goes to a file when one is named", async () => {
    const file = join(folder, "cost.md");
    expect(await cost("500", "--markdown", "--out", file)).toEqual({
      code: 0,
      stdout: "",
      stderr: `Wrote ${file}\n`,
    });
    expect(readFileSync(file, "utf8")).toContain("### Tier 500");
  });
});

describe("a tier over its budget", () => {
  const BOTH =
    "Tier 500 is over its budget of $500.00 a month: expected $563.56, $63.56 over; ceiling $674.52, $174.52 over. Lines over theirs at the ceiling: app $426.32 of $196.00, cluster $146.00 of $76.00, valkey $58.40 of $40.00.\n";

  test.each([[[]], [["--json"]], [["--markdown"]]])(
    "closes the gate after the report with %j",
    async (format: string[]) => {
      example = { dearer: 2 };
      const { code, stdout, stderr } = await cost("500", ...format);
      expect({ code, stderr }).toEqual({ code: 3, stderr: BOTH });
      expect(stdout).not.toBe("");
    },
  );

  test("closes the gate when only the ceiling is over", async () => {
    example = { dearer: 1.6 };
    const { code, stderr } = await cost("500");
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr:
        "Tier 500 is over its budget of $500.00 a month: ceiling $539.62, $39.62 over. Lines over theirs at the ceiling: app $341.06 of $196.00, cluster $116.80 of $76.00, valkey $46.72 of $40.00.\n",
    });
  });

  test("is named among the others", async () => {
    const { code, stderr } = await cost("--all");
    // The example costs the same nodes everywhere, which only the smallest budget cannot pay.
    expect({ code, lines: stderr.split("\n").map((line) => line.split(" is ")[0]) }).toEqual({
      code: 3,
      lines: ["Tier 100", ""],
    });
  });

  test("is explained all the same", async () => {
    example = { dearer: 2 };
    expect((await cost("500", "--explain", "node hours")).code).toBe(0);
  });
});

describe("the tiers side by side", () => {
  beforeEach(() => {
    example = { dearer: 0.5 };
  });

  test("fit into 80 columns", async () => {
    const { code, stdout, stderr } = await cost("--all");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/^500 +500 +\$113 +\$141 +\$169 +\$500 +71\.8 % +\$0\.28$/m);
    expect(stdout).toMatch(/^cluster +\$37 +\$37 +\$37 +\$37 +\$37 +\$37$/m);
    expect(stdout).toMatch(/^500 +3\.55 +1\.00 +1,530 {2}Qdrant memory$/m);
  });

  test("are an array of reports as JSON", async () => {
    const { stdout } = await cost("--all", "--json");
    const { tiers } = costsSchema.parse(JSON.parse(stdout));
    expect(tiers.map(({ tier }) => tier)).toEqual(TIER_NAMES);
  });

  test("are tables as Markdown", async () => {
    const { stdout } = await cost("--all", "--markdown");
    expect(stdout).toMatch(/^### USD a month against the budget\n\n\| tier \| +users \| +floor/);
    expect(stdout.match(/^### /gm)).toHaveLength(3);
  });
});

describe("an explanation", () => {
  test("shows quantity times price, both ends, source, date and rule", async () => {
    const { code, stdout } = await cost("500", "--explain", "postgres-shard-0-primary");
    expect(code).toBe(0);
    expect(stdout).toBe(`Tier 500, postgres-shard-0-primary: 2 lines, $21.90 a month expected

postgres-shard-0-primary, instance hours
resource  aws:rds/instance:Instance, cost line postgres, fixed
expected  730 × $0.03 per hour = $21.90
floor     $21.90, ceiling $21.90 a month
price     rds.postgres.singleAz.db.t4g.small, of 2026-09-25, confidence high: an
          example
derived   half of Multi-AZ

postgres-shard-0-primary, surplus CPU credits
resource  aws:rds/instance:Instance, cost line postgres, usage, outside the
          figures
expected  0 × $0.075 per vCPU-hour = $0.00
floor     $0.00, ceiling $109.50 a month
assumed   both vCPUs busy all month
price     rds.cpuCredits.t3t4g, of 2026-09-25, confidence high: an example
`);
  });

  test("says why something is free", async () => {
    const { stdout } = await cost("500", "--explain", "network-private-0");
    expect(stdout).toContain(
      "network-private-0: free\nresource  aws:ec2/subnet:Subnet\nreason    AWS does not charge for subnets.\n",
    );
  });
});

describe("a commitment", () => {
  test("shows what it saves, what is assumed and when it breaks even", async () => {
    const { code, stdout } = await cost("500", "--commitment", "1y");
    expect(code).toBe(0);
    expect(stdout).toContain("Tier 500 committed for 1y: $238 a month instead of $282\n");
    expect(stdout).toMatch(
      /^Compute Savings Plan +\$102\.20 +\$74\.61 {2}27\.0 % assumed {2}month 9 of 12$/m,
    );
    expect(stdout).toMatch(/^RDS reserved instances +\$21\.90 +\$14\.67 {2}33\.0 % +month 9 of 12$/m);
  });

  test("none is the report itself", async () => {
    expect(await cost("500", "--commitment", "none")).toEqual(await cost("500"));
  });
});
