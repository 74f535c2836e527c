import { capacityOfSizes } from "../../../models/capacity/capacity";
import { DEFAULT_CAPACITY_COEFFICIENTS, describeCoefficient } from "../../../models/capacity/coefficients";
import { meanWaitMG1 } from "../../../models/capacity/erlang";
import { ROADMAP_CONFIGURATION } from "../../../models/capacity/roadmap-configuration";

/**
 * The roadmap's time line, and what of it the model was fitted to. Every break but that of the cache fixes one
 * coefficient; all dates to act by, that of the cache twice, and the order are predicted.
 */
const TIME_LINE = [
  { part: "connection pool, held", act: 400, break: 500, fitted: ["break"] },
  { part: "Qdrant memory", act: 1_500, break: 2_000, fitted: ["break"] },
  { part: "Valkey hit ratio", act: 4_000, break: 5_000, fitted: [] },
  { part: "Node event loop", act: 8_000, break: 10_000, fitted: ["break"] },
] as const;

const capacity = capacityOfSizes(ROADMAP_CONFIGURATION);
const of = (name: string) => capacity.parts.find(({ part }) => part.name === name);
const off = (found: number | undefined, said: number): number => Math.abs((found ?? 0) / said - 1);

const FIGURES = TIME_LINE.flatMap(({ part, fitted, ...said }) =>
  (["act", "break"] as const).map((which) => ({
    part,
    which,
    said: said[which],
    how: (fitted as readonly string[]).includes(which) ? "fitted" : "predicted",
  })),
);

test("three of the eight figures are fitted, five are predicted", () => {
  expect(FIGURES.filter(({ how }) => how === "fitted")).toHaveLength(3);
  expect(FIGURES.filter(({ how }) => how === "predicted")).toHaveLength(5);
});

test.each(FIGURES)("$how: $part, $which at $said users, within 5 %", ({ part, which, said }) => {
  expect(off(of(part)?.[which].mid, said)).toBeLessThan(0.05);
});

test("the parts of the time line act and break in its order", () => {
  const names: readonly string[] = TIME_LINE.map(({ part }) => part);
  const found = capacity.parts.filter(({ part }) => names.includes(part.name));
  expect(found.map(({ part }) => part.name)).toEqual(names);
  const acts = found.map(({ act }) => act.mid);
  expect(acts).toEqual([...acts].sort((a, b) => a - b));
});

test("what was fitted says so, with the line of the roadmap", () => {
  for (const name of ["connectionHeldMs", "qdrantMiBPerUser", "appCpuMsPerRequest"] as const) {
    const { evidence, source } = describeCoefficient(name);
    expect(evidence).toBe("fitted");
    expect(source).toContain("roadmap");
  }
});

test("a lag of 100 ms falls between 8,500 and 9,000 users, where the roadmap has it as a symptom", () => {
  const { appCpuMsPerRequest, eventLoopCv2 } = DEFAULT_CAPACITY_COEFFICIENTS;
  const lag = (users: number) =>
    meanWaitMG1((users / 60) * (appCpuMsPerRequest.mid / 1_000), appCpuMsPerRequest.mid, eventLoopCv2.mid);
  expect(lag(8_500)).toBeLessThan(100);
  expect(lag(9_000)).toBeGreaterThan(100);
});
