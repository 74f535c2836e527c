import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LOSSES, LOSS_TITLES } from "../../../models/recovery/losses";
import {
  objectivesSchema,
  recoveryObjectives,
  type RestoreFigures,
  type StoreFigures,
} from "../../../models/recovery/objectives";
import { TIER_NAMES, tierNamed } from "../../../tiers";

const figures = (create: number, use: number): StoreFigures => ({
  create: { minutesMin: create, minutesMax: create * 2 },
  use: { minutesMin: use, minutesMax: use * 2 },
  extraUsdPerDay: 3,
});
const FIGURES: RestoreFigures = {
  create: { minutesMin: 20, minutesMax: 90 },
  use: { minutesMin: 1, minutesMax: 40 },
  extraUsdPerDay: 3,
  valkey: figures(5, 2),
  qdrant: figures(7, 3),
  lost: { minutesMin: 22, minutesMax: 95 },
  cluster: { minutesMin: 15, minutesMax: 40 },
  anotherRegion: {
    copiesMonthlyUsd: 245,
    anew: { minutesMin: 40, minutesMax: 150 },
    pilot: { monthlyUsd: 900, overBudgetUsd: 0, promote: { minutesMin: 25, minutesMax: 80 } },
  },
  anotherAccount: { copiesMonthlyUsd: 30, overBudgetUsd: 0 },
  objects: 480,
};
const ROOT = join(__dirname, "../../..");
const objectives = recoveryObjectives(
  TIER_NAMES.map((name) => ({ spec: tierNamed(name), figures: FIGURES })),
);

test("every loss has an objective at every tier, and its section in the page for the night", () => {
  objectivesSchema.parse({ schemaVersion: 1, objectives });
  expect(objectives.map(({ loss, tier }) => `${loss} ${tier}`)).toEqual(
    LOSSES.flatMap((loss) => TIER_NAMES.map((tier) => `${loss} ${tier}`)),
  );
  const page = readFileSync(join(ROOT, "docs/disaster-recovery.md"), "utf8");
  expect(page.split("\n").filter((line) => line.startsWith("## "))).toEqual(
    LOSSES.map((loss) => `## ${LOSS_TITLES[loss]}`),
  );
});

test("each rests on a rehearsal that exists and runs at the tiers it names, or says that it does not", () => {
  for (const { proof } of objectives) {
    if (proof.kind !== "rehearsal") continue;
    const file = join(ROOT, proof.test);
    expect(existsSync(file)).toBe(true);
    const [, tiers = ""] =
      /(?:describe\.each\((?:casesOf\("[^"]+", )?|const RESTORES = \()\[(.*?)\] as const/.exec(
        readFileSync(file, "utf8"),
      ) ?? [];
    expect(tiers).toBe(proof.tiers.map((tier) => `"${tier}"`).join(", "));
  }
});

test("a node and a zone are taken away where the placement proof builds the tier, with real programs", () => {
  const placed = objectives.filter(({ proof }) => proof.kind === "placement");
  expect([...new Set(placed.map(({ loss }) => loss))]).toEqual(["node", "zone"]);
  for (const { proof, tier } of placed) {
    if (proof.kind !== "placement") continue;
    const text = readFileSync(join(ROOT, proof.test), "utf8");
    expect(text).toContain("export async function killNode(");
    expect(text).toContain("export async function loseZone(");
    expect(readFileSync(join(ROOT, `test/placement/tier-${tier}.proof.ts`), "utf8")).toContain(
      `describeTier("${tier}")`,
    );
  }
});

test("the table at the top of the page names each suite, with the tiers that it runs at", () => {
  const page = readFileSync(join(ROOT, "docs/disaster-recovery.md"), "utf8");
  const named = objectives.flatMap(({ loss, proof }) =>
    proof.kind === "rehearsal"
      ? [`${LOSS_TITLES[loss]} ${proof.test} at ${proof.tiers.map((tier) => tier.toUpperCase()).join(", ")}`]
      : [],
  );
  const rows = page
    .split("\n")
    .filter((line) => line.startsWith("| ["))
    .flatMap((line) => {
      const [, title = ""] = /^\| \[([^\]]+)\]/.exec(line) ?? [];
      return [...line.matchAll(/`([\w-]+\.engine\.test\.ts)` at ([\dK, ]+\dK?)/g)].map(
        ([, file = "", tiers = ""]) => `${title} test/rehearsal/${file} at ${tiers}`,
      );
    });
  expect(rows.sort()).toEqual([...new Set(named)].sort());
});

test("what is rehearsed has a time, and only a zone that holds the one copy is waited for", () => {
  const untimed = objectives.filter(({ rto }) => rto === null).map(({ loss, tier }) => `${loss} ${tier}`);
  expect(untimed).toEqual(["zone 100"]);
});

test("a row comes back without a switch, a migration with it: minutes are those of the phases", () => {
  const rtoOf = (loss: string) => objectives.find((one) => one.loss === loss && one.tier === "500")?.rto;
  expect(rtoOf("row")).toEqual(FIGURES.create);
  expect(rtoOf("migration")).toEqual({ minutesMin: 21, minutesMax: 130 });
  expect(rtoOf("cache")).toEqual({ minutesMin: 7, minutesMax: 14 });
  expect(rtoOf("qdrant-collection")).toEqual({ minutesMin: 10, minutesMax: 20 });
});

test("a region comes back where there are copies of it, after a first `up` and the restore of Qdrant", () => {
  const [at10k, at20k] = ["10k", "20k"].map((name) =>
    objectives.find(({ loss, tier }) => loss === "region" && tier === name),
  );
  expect(at20k).toMatchObject({
    rto: { minutesMin: 50, minutesMax: 170 },
    cost: "$245 a month for the copies; a second stack while it runs",
  });
  expect(at10k).toMatchObject({
    rto: { minutesMin: 50, minutesMax: 170 },
    cost: "$0; with backup $245 a month for the copies; a second stack while it runs",
    proof: at20k?.proof,
  });
  expect(at10k?.rpo).toBe(
    `everything until the region is back, as the tier has operations.disasterRecovery off; with backup ${at20k?.rpo ?? ""}`,
  );
});

test("with a pilot its replicas are promoted in place of a restore, and its price says whether the tier's budget holds it", () => {
  const ofPilot = (overBudgetUsd: number | null) =>
    recoveryObjectives([
      {
        spec: tierNamed("20k"),
        figures: {
          ...FIGURES,
          anotherRegion: {
            ...FIGURES.anotherRegion,
            pilot: { ...FIGURES.anotherRegion.pilot, overBudgetUsd },
          },
        },
      },
    ]).find(({ loss }) => loss === "region-pilot");
  expect(ofPilot(0)).toMatchObject({
    rto: { minutesMin: 35, minutesMax: 100 },
    cost: "$900 a month for the pilot beside $245 for the copies; within the budget with all else of the tier; a whole stack once it is promoted",
  });
  expect(ofPilot(320)?.cost).toBe(
    "$900 a month for the pilot beside $245 for the copies: at the ceiling $320 over the budget of $12000; a whole stack once it is promoted",
  );
  expect(ofPilot(null)?.cost).toBe("an unknown amount; a whole stack once it is promoted");
});

test("a lost state takes as long as its objects take to be read", () => {
  expect(objectives.find(({ loss }) => loss === "state")?.rto).toEqual({ minutesMin: 3, minutesMax: 10 });
});
