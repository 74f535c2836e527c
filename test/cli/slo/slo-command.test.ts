import { LIMITS } from "../../../models/capacity/limits";
import { sloSchema } from "../../../models/promises/report";
import { readmeWithPromises } from "../../../cli/docs/readme-promises";
import { TIER_NAMES } from "../../../tiers";
import { runScale } from "../../support/run-scale";

test("a tier is shown with its targets, its burn rates and the numbers of its parts", async () => {
  const { code, stdout, stderr } = await runScale("slo", "500");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^dashboard +Dashboard answers in time +95 % in 0\.5 s +2 alarms$/m);
  expect(stdout).toMatch(/^page +14\.4 +1 h +–$/m);
  expect(stdout).toMatch(/^postgres-storage-low +ticket +< 7\.5 GiB +3\/3 × 5 min +2 alarms$/m);
  expect(stdout).toMatch(/^qdrant-memory-full +page +> 80 % +8\/10 × 1 min +1 alarm$/m);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

test.each([["500"], []])(
  "%j: the limits of the capacity model are those that it reads, in the table's words",
  async (...tier) => {
    const { stdout } = await runScale("slo", ...tier);
    expect(stdout).toMatch(/^poolWaitChance +20 % +100 %$/m);
    expect(stdout).toMatch(/^qdrantMemory +75 % +80 % +qdrant-memory-high, qdrant-memory-full$/m);
    expect(stdout).toMatch(/^cacheHit +100 % +60 % +valkey-main-hit-ratio$/m);
    expect(stdout).toMatch(/^eventLoopLagMs +100 ms +– +app-loop-lag$/m);
    expect(stdout).toMatch(/^queueAgeSeconds +300 s +– +queue-age$/m);
    const json = JSON.parse((await runScale("slo", "20k", "--json")).stdout) as unknown;
    const limits = sloSchema
      .parse(json)
      .capacityLimits.map(
        ({ name, act, break: broken, source }) => [name, { act, break: broken ?? Infinity, source }] as const,
      );
    expect(Object.fromEntries(limits)).toEqual(LIMITS);
  },
);

test("a stack's own metrics are named, with how many the tier may pay for", async () => {
  const { stdout } = await runScale("slo", "500");
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "The stack puts 12 metrics of its own, of 13 that the tier may pay for: AppCpuPercent, LoopLagP99Ms,",
  );
});

test("all tiers stand side by side", async () => {
  const { code, stdout } = await runScale("slo");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^app-few-targets +< 2 +< 2 +< 3 +< 3 +< 4 +< 6/m);
});

test("JSON is by its schema: one report for a tier, one a tier without", async () => {
  const one = JSON.parse((await runScale("slo", "20k", "--json")).stdout) as unknown;
  expect(sloSchema.parse(one)).toMatchObject({ tier: "20k", customMetrics: { max: 16 } });
  const all = JSON.parse((await runScale("slo", "--json")).stdout) as { tiers: unknown[] };
  expect(all.tiers.map((report) => sloSchema.parse(report).tier)).toEqual([...TIER_NAMES]);
});

test("Markdown is a table for a pull request", async () => {
  expect((await runScale("slo", "500", "--markdown")).stdout).toMatch(
    /\| dashboard +\| Dashboard answers in time/,
  );
});

test("a README without its marks is named", () => {
  expect(() => readmeWithPromises("# scaling-tiers\n", { targets: [] })).toThrow(
    "README.md has lost the marks around its table of promises.",
  );
});
