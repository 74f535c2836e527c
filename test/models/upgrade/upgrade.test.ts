import { changesBetween } from "../../../models/changes";
import { estimateCost } from "../../../models/cost/estimate";
import { priceBookFor } from "../../../models/cost/price-books";
import type { CostReport } from "../../../models/cost/report";
import type { Manifest, ManifestResource } from "../../../models/manifest";
import { acknowledgementsSchema, closedGate, type Acknowledgement } from "../../../models/upgrade/gate";
import { judge } from "../../../models/upgrade/judge";
import { operationsBetween, type Operation } from "../../../models/upgrade/operations";
import { upgradeSchema, type UpgradeReport } from "../../../models/upgrade/report";
import { RULES } from "../../../models/upgrade/rules";
import { upgradeReport } from "../../../models/upgrade/upgrade";
import { dryRun } from "../../../stacks/dry-run";
import { TIER_NAMES, type TierName } from "../../../tiers";

const manifests = new Map<TierName, Manifest>();
const costs = new Map<TierName, CostReport>();
const reports = new Map<string, UpgradeReport>();

const PAIRS = TIER_NAMES.flatMap((from) =>
  TIER_NAMES.filter((to) => to !== from).map((to) => [from, to] as const),
);
const UP = PAIRS.filter(([from, to]) => TIER_NAMES.indexOf(from) < TIER_NAMES.indexOf(to));
const DOWN = PAIRS.filter(([from, to]) => TIER_NAMES.indexOf(from) > TIER_NAMES.indexOf(to));

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing is known of ${String(key)}.`);
  return value;
}

beforeAll(async () => {
  for (const tier of TIER_NAMES) {
    const manifest = await dryRun(tier, {}, { tellsSecretsApart: true });
    manifests.set(tier, manifest);
    costs.set(tier, estimateCost(manifest, priceBookFor(manifest.region)));
  }
  for (const [from, to] of PAIRS) reports.set(`${from} ${to}`, report(from, to));
});

const end = (tier: TierName) => ({ manifest: known(manifests, tier), cost: known(costs, tier) });
const report = (from: TierName, to: TierName): UpgradeReport => upgradeReport(end(from), end(to));
const of = (from: TierName, to: TierName): UpgradeReport => known(reports, `${from} ${to}`);
const stepsOf = ({ phases }: UpgradeReport) => phases.flatMap(({ steps }) => steps);
const step = (from: TierName, to: TierName, name: string) =>
  stepsOf(of(from, to)).find((each) => each.name === name);

describe.each(PAIRS)("from %s to %s", (from, to) => {
  test("the report fits its schema and knows a rule for every change", () => {
    expect(upgradeSchema.parse(of(from, to))).toEqual(of(from, to));
    expect(stepsOf(of(from, to)).flatMap(({ notes }) => notes.filter((n) => n.includes("unknown")))).toEqual(
      [],
    );
  });

  test("every operation stands in one phase, once", () => {
    expect(
      stepsOf(of(from, to))
        .map(({ urn }) => urn)
        .sort(),
    ).toEqual(operationsBetween(known(manifests, from), known(manifests, to)).map(({ urn }) => urn));
  });

  test("the lines of the cost sum to the whole difference", () => {
    const { costDeltaMonthlyUsd, costDeltaByComponent } = of(from, to);
    const sum = costDeltaByComponent.reduce((total, each) => total + each.expectedMonthlyUsd, 0);
    expect(Math.abs(sum - costDeltaMonthlyUsd.expectedMonthlyUsd)).toBeLessThan(0.05);
  });
});

test.each(UP)("up from %s to %s nothing is refused, and nothing that is protected goes", (from, to) => {
  const { blocked } = of(from, to);
  expect(blocked).toEqual([]);
  const guarded = new Set(
    known(manifests, from).resources.flatMap(({ urn, protect }) => (protect ? [urn] : [])),
  );
  expect(
    stepsOf(of(from, to)).filter(
      ({ urn, operation }) => guarded.has(urn) && ["replace", "delete"].includes(operation),
    ),
  ).toEqual([]);
});

test.each(DOWN)("down from %s to %s what cannot shrink is named", (from, to) => {
  const why = of(from, to).blocked.map((each) => each.why);
  const { postgres, qdrant } = {
    postgres: step(from, to, "postgres-shard-0-primary")?.properties ?? [],
    qdrant: step(from, to, "qdrant-storage-0")?.properties ?? [],
  };
  const shrinks = [...postgres, ...qdrant].some((path) => /allocatedStorage|storage$/.test(path));
  expect(why.some((text) => text.includes("cannot shrink"))).toBe(shrinks);
});

describe("a step", () => {
  test("of a database without a standby is a restart, of one with a standby a failover", () => {
    expect(step("100", "500", "postgres-shard-0-primary")?.downtime.class).toBe("restart");
    expect(step("500", "2k", "postgres-shard-0-primary")?.downtime.class).toBe("failover");
    expect(step("500", "2k", "postgres-shard-0-replica-0")?.downtime.class).toBe("rolling");
  });

  test("of the only Qdrant peer is a restart, of three a rolling one", () => {
    expect(step("100", "500", "qdrant-peers")?.downtime.class).toBe("restart");
    expect(step("500", "2k", "qdrant-peers")?.downtime.class).toBe("rolling");
  });

  test("that only changes tags disturbs nobody", () => {
    expect(step("100", "500", "network-vpc")).toMatchObject({
      operation: "tag-only",
      downtime: { class: "none" },
      dataRisk: "none",
      reversible: true,
    });
  });

  test("that cannot shrink is refused, with what to do instead", () => {
    expect(step("2k", "500", "postgres-shard-0-primary")?.blocked).toBe(
      "AWS refuses: storage cannot shrink. Keep the size, or dump and restore into a new instance",
    );
  });
});

describe("what no rule knows", () => {
  const resource = (inputs: ManifestResource["inputs"], protect = false): ManifestResource => ({
    urn: "urn:pulumi:example::scaling-tiers::aws:rds/instance:Instance::primary",
    type: "aws:rds/instance:Instance",
    name: "primary",
    component: "postgres",
    parent: null,
    provider: null,
    dependsOn: [],
    inputs,
    protect,
    retainOnDelete: false,
  });
  const operation = (before: ManifestResource, after: ManifestResource): Operation => ({
    urn: before.urn,
    type: before.type,
    name: before.name,
    operation: "update",
    changes: changesBetween(before.inputs, after.inputs),
    replacedFor: [],
    before,
    after,
  });

  test("is treated as disruptive", () => {
    const judged = judge(operation(resource({ newSetting: 1 }), resource({ newSetting: 2 })));
    expect(judged).toMatchObject({
      downtime: { class: "outage" },
      dataRisk: "recoverable",
      reversible: false,
      notes: ["newSetting: unknown, treat as disruptive"],
      source: null,
    });
  });

  test("does not hide behind what is known", () => {
    const judged = judge(
      operation(
        resource({ newSetting: 1, maxAllocatedStorage: 10 }),
        resource({ newSetting: 2, maxAllocatedStorage: 20 }),
      ),
    );
    expect(judged.downtime.class).toBe("outage");
    expect(judged.notes).toHaveLength(2);
  });

  test("may not take protected data away", () => {
    const before = resource({}, true);
    const gone = { ...operation(before, before), operation: "delete" as const, after: undefined };
    expect(judge(gone).blocked).toBe("It holds data and is protected: the engine refuses to delete it");
    const replaced = { ...operation(before, resource({ dbName: "x" }, true)), operation: "replace" as const };
    expect(judge(replaced)).toMatchObject({
      dataRisk: "loss",
      blocked: "It holds data and is protected: the engine refuses to replace it",
    });
  });
});

describe("phases", () => {
  const titles = (from: TierName, to: TierName) => of(from, to).phases.map(({ title }) => title);

  test("announce new addresses before, and reboot for new parameters after", () => {
    expect(titles("500", "2k")).toEqual([
      "Announce the new egress addresses",
      "Bring the stack from tier 500 to tier 2k",
      "Reboot the databases in their maintenance window, replicas first",
    ]);
  });

  test("move shards where peers were added", () => {
    expect(titles("5k", "10k")).toEqual([
      "Bring the stack from tier 5k to tier 10k",
      "Move Qdrant shards to the 3 new peers",
    ]);
  });

  test("are numbered, each with commands, a check and a way back", () => {
    for (const [from, to] of PAIRS)
      of(from, to).phases.forEach(({ number, commands, check, rollback }, index) => {
        expect(number).toBe(index + 1);
        expect([commands.length > 0, check !== "", rollback !== ""]).toEqual([true, true, true]);
      });
  });
});

describe("the gate", () => {
  const TODAY = "2026-11-24";
  const acknowledgement = (name: string, expires: string): Acknowledgement => ({
    from: "100",
    to: "500",
    step: name,
    owner: "ada",
    reason: "announced",
    expires,
  });
  const closed = (allowed: "failover" | "restart", given: readonly Acknowledgement[] = []) =>
    closedGate(of("100", "500"), allowed, given, TODAY);

  test("is closed by more downtime than is allowed", () => {
    expect(closed("failover")).toContain(
      "postgres-shard-0-primary: restart is more than the failover that is allowed",
    );
    expect(closed("restart").join()).not.toContain("restart is more");
  });

  test("is closed by what cannot be undone", () => {
    expect(closed("restart")).toContain("postgres-shard-0-primary: it cannot be undone");
  });

  test("is closed by what is refused", () => {
    expect(closedGate(of("2k", "500"), "outage", [], TODAY)).toContain(
      "qdrant-storage-0: Kubernetes refuses: a claim cannot shrink. Keep the size, or move the shards to peers with smaller claims",
    );
  });

  test("is closed by a ceiling over the budget", () => {
    const dear = { ...of("100", "500"), budgetMonthlyUsd: 400, ceilingMonthlyUsd: 450 };
    expect(closedGate(dear, "outage", [], TODAY)).toContain(
      "budget: the ceiling of $450 is over the budget of $400",
    );
  });

  test("takes no acknowledgement without an owner, a reason and a day on which it ends", () => {
    const whole = acknowledgement("cdn-distribution", TODAY);
    expect(acknowledgementsSchema.safeParse([whole]).success).toBe(true);
    for (const broken of [
      { ...whole, expires: "soon" },
      { ...whole, expires: undefined },
      { ...whole, owner: "" },
      { ...whole, reason: "" },
      { ...whole, to: "1k" },
    ])
      expect(acknowledgementsSchema.safeParse([broken]).success).toBe(false);
  });

  test("lets through what is acknowledged, until the day it expires", () => {
    const about = (lines: readonly string[]) =>
      lines.filter((line) => line.startsWith("postgres-shard-0-primary"));
    expect(about(closed("failover", [acknowledgement("postgres-shard-0-primary", TODAY)]))).toEqual([]);
    expect(about(closed("failover", [acknowledgement("postgres-shard-0-primary", "2026-11-23")]))[0]).toBe(
      "postgres-shard-0-primary: restart is more than the failover that is allowed (the acknowledgement of ada ended on 2026-11-23)",
    );
    expect(
      about(closed("failover", [{ ...acknowledgement("postgres-shard-0-primary", TODAY), to: "2k" }])).length,
    ).toBeGreaterThan(0);
  });
});

test("the digest is the same for the same step, and another for another", () => {
  expect(report("100", "500").digest).toBe(of("100", "500").digest);
  expect(new Set(PAIRS.map(([from, to]) => of(from, to).digest)).size).toBe(PAIRS.length);
});

test("the minutes are those of the longest chain, not of all steps together", () => {
  for (const [from, to] of PAIRS) {
    const { totals } = of(from, to);
    const sum = stepsOf(of(from, to)).reduce((total, { minutesMax }) => total + minutesMax, 0);
    expect(totals.minutesMax).toBeLessThanOrEqual(sum);
    expect(totals.minutesMin).toBeLessThanOrEqual(totals.minutesMax);
  }
});

test("every rule is about a type that some tier builds", () => {
  const types = new Set(
    [...manifests.values()].flatMap(({ resources }) => resources.map(({ type }) => type)),
  );
  expect(RULES.filter(({ type }) => !types.has(type))).toEqual([]);
});
