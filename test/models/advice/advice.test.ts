import { advisedSteps } from "../../../cli/capacity/advised-steps";
import { recordStep } from "../../../cli/record/record-step";
import { estimateTier } from "../../../cli/record/estimate-tier";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { ofTier } from "../../../cli/record/subject";
import { adviceOf, stepsFor, usersAfter, type Question, type Step } from "../../../models/advice/advice";
import { candidatesFor, type Candidate } from "../../../models/advice/candidates";
import { dateOf, dayOf } from "../../../models/advice/days";
import { growthOf } from "../../../models/advice/growth";
import { capacityOf } from "../../../models/capacity/capacity";
import { DEFAULT_CAPACITY_COEFFICIENTS } from "../../../models/capacity/coefficients";
import { PARTS } from "../../../models/capacity/parts";
import { estimateCost } from "../../../models/cost/estimate";
import { pricesOf } from "../../../models/cost/prices/price-books";
import type { UpgradeReport } from "../../../models/upgrade/report";
import { upgradeReport } from "../../../models/upgrade/upgrade";
import { asOverrides, overrideTier, TIER_NAMES, tierNamed, type TierName } from "../../../tiers";
import { ADVISED_TIERS } from "../../runner/recordings";
import { runScale } from "../../support/run-scale";

const stepsOf = new Map<TierName, readonly Step[]>();
beforeAll(async () => {
  for (const name of ADVISED_TIERS)
    stepsOf.set(name, await advisedSteps(ofTier(name), DEFAULT_CAPACITY_COEFFICIENTS));
});
const steps = (name: TierName): readonly Step[] => stepsOf.get(name) ?? [];

const FREE = { monthlyUsd: 0, minutesMin: 0, minutesMax: 0, downtime: { class: "none" }, isReversible: true };

/** What follows `scale upgrade <tier>` for a step. */
const asAsked = ({ way }: Candidate): string[] => {
  if (way.kind === "tier") return [way.to];
  return way.kind === "contract"
    ? []
    : way.settings.flatMap(({ field, value }) => ["--set", `${field}=${value}`]);
};

/** Every step of tier 500; of the others one of each kind, with another field at each. */
function compared(name: TierName): readonly Step[] {
  if (name === "500") return steps(name);
  const isOverride = ({ candidate }: Step) => candidate.way.kind === "override";
  const overrides = steps(name).filter(isOverride);
  const one = overrides[TIER_NAMES.indexOf(name) % overrides.length];
  return [...steps(name).filter((step) => !isOverride(step)), ...(one === undefined ? [] : [one])];
}

describe.each(ADVISED_TIERS)("%s", (name) => {
  test("what only changes the application is free", () => {
    const free = steps(name).filter(({ candidate }) => candidate.way.kind === "contract");
    expect(free.length).toBeGreaterThan(2);
    for (const step of free) expect(step).toMatchObject(FREE);
  });

  test("dollars, minutes, downtime and the way back of each step are those that upgrade prints", async () => {
    for (const step of compared(name).filter(({ candidate }) => candidate.way.kind !== "contract")) {
      const { code, stdout } = await runScale("upgrade", name, ...asAsked(step.candidate), "--json");
      expect({ id: step.candidate.id, code }).toEqual({ id: step.candidate.id, code: 0 });
      const { blocked, costDeltaMonthlyUsd, totals, oneWayDoors } = JSON.parse(stdout) as UpgradeReport;
      expect(blocked).toEqual([]);
      expect(step).toMatchObject({
        monthlyUsd: costDeltaMonthlyUsd.expectedMonthlyUsd,
        minutesMin: totals.minutesMin,
        minutesMax: totals.minutesMax,
        downtime: totals.worstDowntime,
        isReversible: oneWayDoors.length === 0,
      });
    }
  });

  test("each field that is set otherwise has the dollars between both in cost", async () => {
    const now = (await estimateTier(ofTier(name))).report.expectedMonthlyUsd ?? NaN;
    const overridden = steps(name).flatMap((step) =>
      step.candidate.way.kind === "override" ? [{ step, settings: step.candidate.way.settings }] : [],
    );
    expect(overridden.length).toBeGreaterThan(3);
    for (const { step, settings } of overridden) {
      const sizes = overrideTier(tierNamed(name), asOverrides(settings), name);
      const manifest = await recordedManifest(sizes, {}, { tellsSecretsApart: true });
      const then = estimateCost(manifest, pricesOf(manifest.region)).expectedMonthlyUsd ?? NaN;
      expect(Math.abs((step.monthlyUsd ?? NaN) - (then - now))).toBeLessThan(0.01);
    }
  });
});

test("each step to the next tier has the dollars between both in cost, and replaces nothing that holds data", async () => {
  const expected = async (tier: TierName) =>
    (await estimateTier(ofTier(tier))).report.expectedMonthlyUsd ?? NaN;
  for (const name of ADVISED_TIERS) {
    const next = TIER_NAMES[TIER_NAMES.indexOf(name) + 1];
    if (next === undefined) continue;
    const step = steps(name).find(({ candidate }) => candidate.id === `tier-${next}`);
    const delta = (await expected(next)) - (await expected(name));
    expect(Math.abs((step?.monthlyUsd ?? NaN) - delta)).toBeLessThan(0.01);
    const recorded = await recordStep(name, next, false);
    const { phases } = upgradeReport(recorded.from, recorded.to, recorded.between);
    const guarded = new Set(
      recorded.from.manifest.resources.filter(({ protect }) => protect).map(({ urn }) => urn),
    );
    const replaced = phases
      .flatMap((phase) => phase.steps)
      .filter(({ operation, urn }) => ["replace", "delete"].includes(operation) && guarded.has(urn));
    expect(replaced.map(({ name: replacedName }) => replacedName)).toEqual([]);
  }
});

test.each(ADVISED_TIERS)("%s: every candidate can be taken as it stands", (name) => {
  expect(steps(name).map(({ candidate }) => candidate.id)).toEqual(
    candidatesFor(tierNamed(name)).map(({ id }) => id),
  );
});

test.each(ADVISED_TIERS)("%s: by enumeration, no step that is left out or comes later is cheaper", (name) => {
  const now = capacityOf(tierNamed(name));
  for (const { part, break: broken } of now.parts) {
    const listed = stepsFor(part.name, steps(name), now);
    const lifting = steps(name).filter(
      (step) =>
        (step.candidate.parts.length === 0 || step.candidate.parts.includes(part.name)) &&
        (usersAfter(step, part.name, now) ?? Infinity) > broken.mid,
    );
    expect(new Set(listed)).toEqual(new Set(lifting));
    // Whatever number of users somebody wants, the first step that reaches it is the cheapest of all that do.
    for (const goal of lifting.flatMap((step) => usersAfter(step, part.name, now) ?? [])) {
      const reaches = (step: Step) => (usersAfter(step, part.name, now) ?? 0) >= goal;
      const cheapest = Math.min(...lifting.filter(reaches).map(({ monthlyUsd }) => monthlyUsd ?? Infinity));
      expect(listed.find(reaches)?.monthlyUsd).toBe(cheapest);
    }
  }
});

test("every hard part of every tier but the last has a step that lifts it", () => {
  const names = new Set(PARTS.filter(({ kind }) => kind === "hard").map(({ name }) => name));
  // What belongs to the edge is the same at every size.
  names.delete("CDN requests");
  for (const name of ADVISED_TIERS.filter((each) => each !== TIER_NAMES.at(-1))) {
    const now = capacityOf(tierNamed(name));
    for (const { part } of now.parts.filter((each) => names.has(each.part.name)).slice(0, 3))
      expect(stepsFor(part.name, steps(name), now).length).toBeGreaterThan(0);
  }
});

/** Users of tier 500, growing by so many a day without noise. */
function question(perDay: number, over: Partial<Question> = {}): Question {
  const asOfDay = dayOf("2026-12-01");
  const growth = growthOf(
    Array.from({ length: 20 }, (_, week) => ({
      day: asOfDay - 133 + week * 7,
      users: 1_000 + perDay * week * 7,
    })),
  );
  const users = Math.round(growth.at(asOfDay));
  return {
    now: capacityOf(tierNamed("500")),
    users,
    growth,
    asOfDay,
    horizonDays: 365,
    steps: steps("500"),
    ...over,
  };
}

const memoryOf = (asked: Question) =>
  adviceOf(asked).parts.find(({ capacity }) => capacity.part.name === "Qdrant memory");

test("a step starts early enough for its weeks, its minutes and a week's margin", () => {
  const asked = question(2);
  const part = memoryOf(asked);
  // From 1,266 users to 1,411 at two a day.
  expect(part?.act?.date).toBe(dateOf(asked.asOfDay + 72));
  const startOf = (id: string) => part?.steps.find(({ step }) => step.candidate.id === id)?.startBy;
  expect(startOf("quantise")).toBe(dateOf(asked.asOfDay + 72 - 7 - 7));
  // Three weeks, and up to 236 minutes, which is a day.
  expect(startOf("tier-2k")).toBe(dateOf(asked.asOfDay + 72 - 22 - 7));
});

test("what should have begun is overdue, and so is every step of a part that is beyond its limit", () => {
  const soon = memoryOf(question(2, { users: 1_375 }));
  expect(soon?.steps.map(({ step, isOverdue }) => [step.candidate.id, isOverdue])).toEqual([
    ["quantise", false],
    ["tier-2k", true],
  ]);
  const late = memoryOf(question(2, { users: 1_425 }));
  expect(late?.steps.every(({ isOverdue }) => isOverdue)).toBe(true);
});

test("parts beyond the horizon are left out, and the first hard part is always there", () => {
  const slow = adviceOf(question(0.1));
  expect(slow.refusal).toBeUndefined();
  expect(slow.parts.map(({ capacity }) => capacity.part.name)).toContain("Qdrant memory");
  expect(slow.parts.map(({ capacity }) => capacity.part.name)).not.toContain("Postgres disk");
  expect(slow.parts.at(-1)?.act).toBeNull();
});

test("an interval wider than the horizon is no date", () => {
  const asOfDay = dayOf("2026-12-01");
  const growth = growthOf(
    [900, 1_000, 950, 1_100, 1_020, 1_150, 1_080, 1_200].map((users, week) => ({
      day: asOfDay - 56 + week * 7,
      users,
    })),
  );
  const asked = question(1, { growth, users: 1_200, horizonDays: 30 });
  expect(adviceOf(asked).refusal).toMatch(
    /^the date at which Qdrant memory must be acted on is (without an end|\d+ days wide), more than the horizon of 30 days$/,
  );
});

test("the same question has the same advice", () => {
  expect(JSON.stringify(adviceOf(question(2)))).toBe(JSON.stringify(adviceOf(question(2))));
});
