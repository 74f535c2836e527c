import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { estimateTier } from "../../../cli/record/estimate-tier";
import { ofTier } from "../../../cli/record/subject";
import { loadBar } from "../../../cli/capacity/capacity-document";
import { beyondSchema, capacitySchema } from "../../../models/reports/capacity";
import { TIER_NAMES, tierNamed } from "../../../tiers";
import { runScale } from "../../support/run-scale";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "capacity-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): string => {
  const file = join(folder, "coefficients.yaml");
  writeFileSync(file, text);
  return file;
};

const reportOf = async (...args: string[]) => {
  const { code, stdout } = await runScale("capacity", ...args, "--json");
  expect(code).toBe(0);
  return capacitySchema.parse(JSON.parse(stdout));
};

test("parts come in the order in which they break, with their load, and what is beyond its limit is said", async () => {
  const { code, stdout, stderr } = await runScale("capacity", "500", "--users", "1180");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain(
    "Carries 1,505 users at its hard limits: first Qdrant memory, to act on by 1,411.",
  );
  expect(stdout).toMatch(/Postgres working set +soft +768 +1,024 +\S+ +█{10} 115 % +beyond its limit\n/);
  expect(stdout).toMatch(/Qdrant memory +1,411 +1,505 +\S+ +█{8}░░ 78 %\n/);
  const { parts } = await reportOf("500");
  const breaks = parts.map((each) => each.break.mid);
  expect(breaks).toEqual(breaks.toSorted((a, b) => a - b));
});

test.each(TIER_NAMES)("%s: what it carries is what tiers and cost say", async (name) => {
  const { carries, promisedUsers, users } = await reportOf(name);
  const { capacity, tier } = await estimateTier(ofTier(name));
  expect(carries).toEqual({ users: capacity.users, limitedBy: capacity.limitedBy, actBy: capacity.actBy });
  expect({ promisedUsers, users }).toEqual({ promisedUsers: tier.comfortableUsers, users: tier.users });
});

test("what the next tier buys has the dollars of cost", async () => {
  const { next } = await reportOf("500");
  const expected = async (name: "500" | "2k") =>
    (await estimateTier(ofTier(name))).report.expectedMonthlyUsd ?? NaN;
  expect(next?.tier).toBe("2k");
  expect(next?.costDeltaMonthlyUsd).toBe((await expected("2k")) - (await expected("500")));
});

test("ten times the users end in a tier of the table from 100 to 2K", async () => {
  const ends = await Promise.all(TIER_NAMES.map(async (name) => (await reportOf(name)).headroom));
  expect(ends.map(({ users, tier }) => [users, tier])).toEqual([
    [1_000, "500"],
    [5_000, "5k"],
    [20_000, "20k"],
    [50_000, null],
    [100_000, null],
    [200_000, null],
  ]);
});

test("without a zone tier 100 carries nobody, and tier 2K as many as its memory", async () => {
  expect((await reportOf("100", "--without", "zone")).carries.users).toBe(0);
  expect((await reportOf("2k", "--without", "zone")).carries.users).toBe(4_031);
  expect((await runScale("capacity", "100", "--without", "zone")).stdout).toContain("without one zone");
});

test("another loss is refused with those that there are", async () => {
  const { code, stderr } = await runScale("capacity", "500", "--without", "region");
  expect(code).toBe(2);
  expect(stderr).toContain("Allowed choices are pod, node, peer, zone.");
});

test("coefficients replace those of the table: a number is exact, an object an interval", async () => {
  const file = fileOf("qdrantMiBPerUser: 7.62\nqdrantMsPerQuery: { low: 1, mid: 2, high: 3 }\n");
  const { carries, parts, coefficients } = await reportOf("500", "--coefficients", file);
  expect(carries.users).toBe(752);
  expect(parts.find(({ part }) => part === "Qdrant memory")?.break).toEqual({
    low: 752,
    mid: 752,
    high: 752,
  });
  expect(coefficients.find(({ name }) => name === "qdrantMsPerQuery")).toMatchObject({
    low: 1,
    mid: 2,
    high: 3,
  });
});

test("every bad coefficient is told at once, with its line", async () => {
  const file = fileOf(
    "readShare: 1.5\npeakFactor: two\ncacheHitShare: { low: 0.8, mid: 0.7, high: 0.9 }\ncallsPerWorker: { low: 1, mid: 2 }\nqdrantMsPerQuerry: 1\n",
  );
  const { code, stderr } = await runScale("capacity", "500", "--coefficients", file);
  expect(code).toBe(2);
  const allowed = (max: number) =>
    `a number from 0 to ${max}, or an object with low, mid and high of these, in this order`;
  expect(stderr.split("\n").slice(0, 5)).toEqual([
    `The coefficients file ${file} is refused, 5 problems:`,
    `  line 1, readShare: given 1.5; allowed: ${allowed(1)}`,
    `  line 2, peakFactor: given "two"; allowed: ${allowed(100)}`,
    `  line 3, cacheHitShare: given {"low":0.8,"mid":0.7,"high":0.9}; allowed: ${allowed(1)}`,
    `  line 4, callsPerWorker: given {"low":1,"mid":2}; allowed: ${allowed(10_000)}`,
  ]);
  expect(stderr).toMatch(
    /line 5, qdrantMsPerQuerry: given an unknown key; allowed: .*did you mean "qdrantMsPerQuery"\?/,
  );
});

test("quotas that a new account does not have are named", async () => {
  const { quotas } = await reportOf("500");
  expect(
    quotas
      .filter(({ mustBeRaised }) => mustBeRaised)
      .map(({ title, needs, byDefault }) => [title, needs, byDefault]),
  ).toEqual([["vCPUs of On-Demand Standard instances", 10, 5]]);
});

test("a bar is full at the break, and says where nobody is carried", () => {
  expect([0, 0.34, 1, 2.5].map(loadBar)).toEqual([
    "░░░░░░░░░░ 0 %",
    "███░░░░░░░ 34 %",
    "██████████ 100 %",
    "██████████ 250 %",
  ]);
  expect(loadBar(null)).toBe("no room");
});

test("Markdown is a table", async () => {
  const { stdout } = await runScale("capacity", "500", "--markdown");
  expect(stdout).toContain("| Qdrant memory");
  expect(tierNamed("500").users).toBe(500);
});

describe("beyond the table", () => {
  const beyond = async (users: number) => {
    const { code, stdout } = await runScale("capacity", "--users", String(users), "--json");
    expect(code).toBe(0);
    return beyondSchema.parse(JSON.parse(stdout));
  };

  test("users that a tier carries name that tier", async () => {
    const { stdout } = await runScale("capacity", "--users", "3000", "--json");
    expect(capacitySchema.parse(JSON.parse(stdout))).toMatchObject({ tier: "2k", users: 3_000 });
  });

  test.each([50_000, 100_000])(
    "%d users have sizes whose parts stay below their limits, dollars and a first limit",
    async (users) => {
      const { parts, carries, settings, missing, costMonthlyUsd } = await beyond(users);
      expect(missing).toBeNull();
      expect(carries.actBy).toBeGreaterThanOrEqual(users);
      expect(parts.filter(({ kind, state }) => kind === "hard" && state !== "fine")).toEqual([]);
      expect(settings.length).toBeGreaterThan(0);
      const { report } = await estimateTier(ofTier("20k"));
      expect(costMonthlyUsd.expected).toBeGreaterThan(report.expectedMonthlyUsd ?? Infinity);
    },
  );

  test("it says that it is outside the roadmap, and its intervals are wider", async () => {
    const { stdout } = await runScale("capacity", "--users", "50000");
    expect(stdout).toContain("50,000 users: outside the roadmap\n");
    const width = ({
      parts,
    }: {
      parts: readonly { part: string; break: { low: number; high: number } }[];
    }) => {
      const found = parts.find(({ part }) => part === "Postgres disk")?.break;
      return (found?.high ?? NaN) / (found?.low ?? NaN);
    };
    expect(width(await beyond(50_000))).toBeGreaterThan(1.4 * width(await reportOf("20k")));
  });

  test("what this program has no larger size for is said", async () => {
    const { missing } = await beyond(2_000_000);
    expect(missing).not.toBeNull();
  });

  test("a loss is not known there", async () => {
    expect(await runScale("capacity", "--users", "50000", "--without", "zone")).toEqual({
      code: 2,
      stdout: "",
      stderr: "Beyond the table nothing is known of zones and nodes. Leave out --without.\n",
    });
  });
});
