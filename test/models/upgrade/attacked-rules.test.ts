import { recordedManifest } from "../../../cli/record/recorded-manifest";
import type { Manifest } from "../../../models/manifest/manifest";
import { judgeOperation } from "../../../models/upgrade/judge";
import { operationsBetween, type Operation } from "../../../models/upgrade/operations";
import { TIER_NAMES, tierNamed, tierPhases, type TierName, type TierSpec } from "../../../tiers";
import { EVERYTHING } from "../../support/everything";
import { contradictions, STEP_FACTS } from "./step-facts";

type Step = ReturnType<typeof judgeOperation>;

/** A report that is milder than the truth, in one way. */
interface Attack {
  readonly how: string;
  /** Undefined where the step says nothing that could be milder. */
  readonly milder: (step: Step) => Step | undefined;
}

const NONE = { class: "none", secondsMin: 0, secondsMax: 0 } as const;

const ATTACKS: readonly Attack[] = [
  {
    how: "update instead of replace",
    milder: (step) => (step.operation === "replace" ? { ...step, operation: "update" } : undefined),
  },
  {
    how: "downtime none",
    milder: (step) => (step.downtime.class === "none" ? undefined : { ...step, downtime: NONE }),
  },
  {
    how: "data risk none",
    milder: (step) => (step.dataRisk === "none" ? undefined : { ...step, dataRisk: "none" }),
  },
  { how: "reversible", milder: (step) => (step.reversible ? undefined : { ...step, reversible: true }) },
  {
    how: "minutes 0",
    milder: (step) => (step.minutesMax < 2 ? undefined : { ...step, minutesMin: 0, minutesMax: 0 }),
  },
];

interface Judged {
  readonly operation: Operation;
  readonly step: Step;
}

const judged: Judged[] = [];

/** With a domain, TLS to the load balancer goes on and off between these: ways that no tier has by itself. */
const CONFIGURED: readonly (readonly [TierName, TierName])[] = [
  ["5k", "10k"],
  ["10k", "5k"],
];

function judgeBetween(before: Manifest, after: Manifest): void {
  for (const operation of operationsBetween(before, after)) {
    const step = judgeOperation(operation);
    if (step.operation !== "tag-only" && step.operation !== "create") judged.push({ operation, step });
  }
}

beforeAll(async () => {
  const recorded = (tier: TierName | TierSpec, config: Readonly<Record<string, string>> = {}) =>
    recordedManifest(tier, config, { tellsSecretsApart: true });
  const manifests = new Map<TierName, Manifest>();
  for (const tier of TIER_NAMES) manifests.set(tier, await recorded(tier));
  for (const [from, before] of manifests)
    for (const [to, after] of manifests) if (from !== to) judgeBetween(before, after);
  for (const [from, to] of CONFIGURED) {
    let before = await recorded(from, EVERYTHING);
    for (const { spec } of tierPhases(tierNamed(from), tierNamed(to))) {
      const after = await recorded(spec, EVERYTHING);
      judgeBetween(before, after);
      before = after;
    }
  }
});

const titleOf = ({ step }: Judged, how: string): string =>
  `${step.operation} ${step.type} ${[...new Set(step.properties.map((path) => path.replace(/\[\d+\]/g, "[]")))].sort().join(",").slice(0, 100)}: ${how}`;

test("no step between two tiers contradicts what vendors say", () => {
  expect(judged.length).toBeGreaterThan(500);
  const wrong = judged.flatMap(({ operation, step }) =>
    contradictions(operation, step).map((each) => `${step.name}: ${each}`),
  );
  expect([...new Set(wrong)]).toEqual([]);
});

test("every fact is about some step", () => {
  const unused = STEP_FACTS.filter(
    ({ applies }) => !judged.some(({ operation, step }) => applies(operation, step)),
  ).map(({ says }) => says);
  expect(unused).toEqual([]);
});

test.each(ATTACKS)("a report that says $how is contradicted", ({ how, milder }) => {
  const attacked = judged.flatMap((each) => {
    const step = milder(each.step);
    return step === undefined ? [] : [{ ...each, mild: step }];
  });
  expect(attacked.length).toBeGreaterThan(20);
  const survivors = attacked
    .filter(({ operation, mild }) => contradictions(operation, mild).length === 0)
    .map((each) => titleOf(each, how));
  expect([...new Set(survivors)]).toEqual([]);
});
