import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { changesBetween } from "../../../models/manifest/changes";
import { estimateCost } from "../../../models/cost/estimate";
import { pricesOf } from "../../../models/cost/prices/price-books";
import type { CostReport } from "../../../models/cost/report";
import type { Manifest, ManifestResource } from "../../../models/manifest/manifest";
import {
  acknowledgementsSchema,
  closedGate,
  expired,
  type Acknowledgement,
} from "../../../models/upgrade/gate";
import { judgeOperation } from "../../../models/upgrade/judge";
import { operationsBetween, type Operation } from "../../../models/upgrade/operations";
import { upgradeSchema, type UpgradeReport } from "../../../models/upgrade/report";
import { ruleForChange } from "../../../models/upgrade/rules";
import { upgradeReport, type TierEnd, type UpEnd } from "../../../models/upgrade/upgrade";
import { TIER_NAMES, tierNamed, tierPhases, type TierName } from "../../../tiers";
import { SOME_PAIRS } from "../../runner/recordings";
import { known as knownUsd } from "../../support/known";

const manifests = new Map<TierName, Manifest>();
const costs = new Map<TierName, CostReport>();
const between = new Map<string, readonly UpEnd[]>();
const reports = new Map<string, UpgradeReport>();

/** The way down over a tier is told step by step below. */
const PAIRS: typeof SOME_PAIRS = SOME_PAIRS.some(([from, to]) => from === "10k" && to === "2k")
  ? SOME_PAIRS
  : [...SOME_PAIRS, ["10k", "2k"]];
const UP = PAIRS.filter(([from, to]) => TIER_NAMES.indexOf(from) < TIER_NAMES.indexOf(to));
const DOWN = PAIRS.filter(([from, to]) => TIER_NAMES.indexOf(from) > TIER_NAMES.indexOf(to));

function known<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`Nothing is known of ${String(key)}.`);
  return value;
}

beforeAll(async () => {
  for (const tier of TIER_NAMES) {
    const manifest = await recordedManifest(tier, {}, { tellsSecretsApart: true });
    manifests.set(tier, manifest);
    costs.set(tier, estimateCost(manifest, pricesOf(manifest.region)));
  }
  for (const [from, to] of PAIRS) {
    const ends: UpEnd[] = [];
    for (const { name, spec } of tierPhases(tierNamed(from), tierNamed(to)).slice(0, -1)) {
      const manifest = await recordedManifest(spec, {}, { tellsSecretsApart: true });
      ends.push({ name, spec, manifest });
    }
    between.set(`${from} ${to}`, ends);
    reports.set(`${from} ${to}`, report(from, to));
  }
});

const end = (tier: TierName): TierEnd => ({
  spec: tierNamed(tier),
  manifest: known(manifests, tier),
  cost: known(costs, tier),
});
const report = (from: TierName, to: TierName): UpgradeReport =>
  upgradeReport(end(from), end(to), known(between, `${from} ${to}`));
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

  test("every difference between the tiers stands in a phase, and no phase does a thing twice", () => {
    const urns = of(from, to).phases.map(({ steps }) => steps.map(({ urn }) => urn));
    for (const own of urns) expect(new Set(own).size).toBe(own.length);
    const said = operationsBetween(known(manifests, from), known(manifests, to)).map(({ urn }) => urn);
    expect([...new Set(urns.flat())]).toEqual(expect.arrayContaining(said));
  });

  test("the phases come one after the other, and the minutes are theirs", () => {
    const { phases, totals } = of(from, to);
    expect(phases.filter(({ kind }) => kind === "up").map(({ commands }) => commands.at(-1))).toEqual(
      tierPhases(tierNamed(from), tierNamed(to)).map(() => "pulumi up"),
    );
    const sum = phases.reduce((total, { minutesMax }) => total + minutesMax, 0);
    expect(totals.minutesMax).toBeCloseTo(sum, 1);
    for (const { steps, minutesMax } of phases)
      for (const step of steps)
        expect(step.startMinutesMax + step.minutesMax).toBeLessThanOrEqual(minutesMax + 0.02);
  });

  test("the lines of the cost sum to the whole difference", () => {
    const { costDeltaMonthlyUsd, costDeltaByComponent } = of(from, to);
    const sum = costDeltaByComponent.reduce((total, each) => total + knownUsd(each.expectedMonthlyUsd), 0);
    expect(Math.abs(sum - knownUsd(costDeltaMonthlyUsd.expectedMonthlyUsd))).toBeLessThan(0.05);
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

  test("to a NAT instance moves the routes once it forwards, and not before", () => {
    const instance = step("2k", "500", "network-nat-instance");
    const route = step("2k", "500", "network-default-route-0");
    expect(instance).toMatchObject({ operation: "create", minutesMin: 1.5, minutesMax: 4 });
    expect(route).toMatchObject({ operation: "update", downtime: { secondsMin: 1, secondsMax: 30 } });
    expect(route?.notes.join()).toContain("The other way out forwards already when the route is moved to it");
    expect(route?.startMinutesMax).toBeGreaterThanOrEqual(
      (instance?.startMinutesMax ?? 0) + (instance?.minutesMax ?? 0),
    );
  });

  test("to another image of the NAT instance names the minutes without a way out", () => {
    const before = known(manifests, "100");
    const after = {
      ...before,
      resources: before.resources.map((resource) =>
        resource.name === "network-nat-instance"
          ? { ...resource, inputs: { ...resource.inputs, ami: "ami-newer" } }
          : resource,
      ),
    };
    expect(operationsBetween(before, after).map((each) => judgeOperation(each))).toMatchObject([
      {
        name: "network-nat-instance",
        operation: "replace",
        downtime: { class: "restart", secondsMin: 120, secondsMax: 300 },
        dataRisk: "none",
        minutesMin: 2,
        minutesMax: 5,
      },
    ]);
  });

  test("that only changes tags disturbs nobody", () => {
    expect(step("100", "500", "network-vpc")).toMatchObject({
      operation: "tag-only",
      downtime: { class: "none" },
      dataRisk: "none",
      reversible: true,
    });
  });

  test.each([
    ["500Gi", "1Ti", false],
    ["1Ti", "500Gi", true],
    ["900Mi", "1Gi", false],
  ])("of a claim from %s to %s shrinks it: %s", (from, to, isRefused) => {
    const [claim] = known(manifests, "2k").resources.filter(({ name }) => name === "qdrant-storage-0");
    if (claim === undefined) throw new Error("There is no claim.");
    const sized = (storage: string) => ({
      ...claim,
      inputs: { ...claim.inputs, spec: { resources: { requests: { storage } } } },
    });
    const change = { path: "spec.resources.requests.storage", generic: "spec.resources.requests.storage" };
    const note = ruleForChange(sized(from), sized(to), change)?.note ?? "";
    expect(note.includes("cannot shrink")).toBe(isRefused);
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
    const judged = judgeOperation(operation(resource({ newSetting: 1 }), resource({ newSetting: 2 })));
    expect(judged).toMatchObject({
      downtime: { class: "outage" },
      dataRisk: "recoverable",
      reversible: false,
      notes: ["newSetting: unknown, treat as disruptive"],
      source: null,
    });
  });

  test("does not hide behind what is known", () => {
    const judged = judgeOperation(
      operation(
        resource({ newSetting: 1, maxAllocatedStorage: 10 }),
        resource({ newSetting: 2, maxAllocatedStorage: 20 }),
      ),
    );
    expect(judged.downtime.class).toBe("outage");
    expect(judged.notes).toHaveLength(2);
  });

  test("of a bucket that goes: emptied it is lost, kept on delete it stays", () => {
    const bucket = (inputs: ManifestResource["inputs"], retainOnDelete: boolean): Operation => {
      const before = { ...resource(inputs), type: "aws:s3/bucket:Bucket", retainOnDelete };
      return { ...operation(before, before), operation: "delete", after: undefined };
    };
    expect(judgeOperation(bucket({ forceDestroy: true }, false))).toMatchObject({
      dataRisk: "loss",
      reversible: false,
      notes: ["The bucket is emptied and deleted, with every object in it"],
    });
    expect(judgeOperation(bucket({}, true))).toMatchObject({
      dataRisk: "recoverable",
      reversible: true,
      notes: ["It leaves the stack and stays in the account"],
    });
    expect(judgeOperation(bucket({}, false)).notes).toEqual([
      "S3 refuses to delete a bucket that holds objects: empty it first",
    ]);
  });

  test("of a static pool that goes: with nodes the report says how it is emptied first", () => {
    const pool = (spec: object): Operation => {
      const before = { ...resource({ spec }), type: "kubernetes:karpenter.sh/v1:NodePool" };
      return { ...operation(before, before), operation: "delete", after: undefined };
    };
    expect(judgeOperation(pool({ replicas: 2 }))).toMatchObject({
      downtime: { class: "rolling" },
      minutesMax: 90,
      notes: [
        `Static nodes that are deleted with their pool may be started again without end. Before the up: kubectl get nodepool -o name | grep nodepool.karpenter.sh/qdrant- | xargs -I {} kubectl patch {} --type merge -p '{"spec":{"replicas":0}}'; kubectl wait node -l scaling-tiers/pool=qdrant --for=delete --timeout=90m`,
      ],
    });
    expect(judgeOperation(pool({ replicas: 0 }))).toMatchObject({
      downtime: { class: "none" },
      notes: ["The pool has no nodes any more"],
    });
    expect(judgeOperation(pool({})).notes.join()).not.toContain("replicas");
  });

  test("may not take protected data away", () => {
    const before = resource({}, true);
    const gone = { ...operation(before, before), operation: "delete" as const, after: undefined };
    expect(judgeOperation(gone).blocked).toBe(
      "It holds data and is protected: the engine refuses to delete it",
    );
    const replaced = { ...operation(before, resource({ dbName: "x" }, true)), operation: "replace" as const };
    expect(judgeOperation(replaced)).toMatchObject({
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
      "Read what the firewall would have refused",
      "Finish tier 2k",
      "Reboot the databases now, replicas first",
      "Open the database connections of tier 2k",
      "Leave the storage of Postgres and Qdrant alone for 6 hours",
    ]);
  });

  test("move shards where peers were added", () => {
    expect(titles("5k", "10k")).toEqual([
      "Bring the stack from tier 5k to tier 10k",
      "Move Qdrant shards to the 3 new peers",
      "Move ventures to shard-1, then switch their routing",
      "Read what the firewall would have refused",
      "Finish tier 10k",
    ]);
  });

  test("copy shards where the factor rises, and let readers in when replicas have caught up", () => {
    expect(titles("100", "500")).toEqual([
      "Bring the stack from tier 100 to tier 500",
      "Bring Qdrant's shards to 2 copies on 3 peers",
      "Let the new read replicas catch up",
      "Read what the firewall would have refused",
      "Finish tier 500",
      "Reboot the databases now, replicas first",
      "Open the database connections of tier 500",
      "Leave the storage of Postgres and Qdrant alone for 6 hours",
    ]);
  });

  test("say that the firewall begins to refuse requests, in the up in which it does", () => {
    const notes = (from: TierName, to: TierName) =>
      of(from, to).phases.flatMap(({ title, steps }) =>
        steps.filter(({ name }) => name === "cdn-web-acl").map((step) => [title, ...step.notes]),
      );
    const refuses =
      "Rules that counted refuse at once what they match: users may get 403 for HTML or prompts in a body. Read what was counted first";
    const counts = "A new rule only counts what it would refuse; a rule that goes lets its requests through";
    expect(notes("100", "500")).toEqual([
      ["Bring the stack from tier 100 to tier 500"],
      ["Finish tier 500", refuses],
    ]);
    expect(notes("500", "2k")).toEqual([
      ["Bring the stack from tier 500 to tier 2k", counts],
      ["Finish tier 2k", refuses],
    ]);
    expect(notes("2k", "500")).toContainEqual(["Bring the stack from tier 2k to tier 500", counts]);
  });

  test("drain and prepare on the way down, before anything gets smaller", () => {
    expect(titles("10k", "2k")).toEqual([
      "Announce the new egress addresses",
      "Move all ventures off shard-1",
      "Drain the last 3 Qdrant peers and take them out of the cluster",
      "Prepare tier 10k for tier 2k",
      "Reboot the databases now, primaries first",
      "Bring the stack from tier 10k to tier 2k",
      "Empty the node pools that Qdrant has left",
      "Wait until the old nodes are gone",
      "Finish tier 2k",
    ]);
  });

  test("wait for the nodes of emptied pools between the up that empties them and the up that deletes them", () => {
    const { phases } = of("10k", "20k");
    const wait = phases.findIndex(({ title }) => title === "Wait until the old nodes are gone");
    const operations = (index: number) =>
      phases[index]?.steps
        .filter(({ type, operation }) => type.endsWith(":NodePool") && operation !== "tag-only")
        .map(({ name, operation, properties }) => [name, operation, properties.join()]);
    const pools = [0, 1, 2].map((zone) => `cluster-qdrant-zone-${zone}-r6g-xlarge`);
    expect(operations(wait - 1)).toEqual(pools.map((name) => [name, "update", "spec.replicas"]));
    expect(operations(wait + 1)).toEqual(expect.arrayContaining(pools.map((name) => [name, "delete", ""])));
    expect(phases[wait]).toMatchObject({
      commands: [
        "kubectl wait node -l scaling-tiers/pool=qdrant,node.kubernetes.io/instance-type=r6g.xlarge --for=delete --timeout=90m",
      ],
      checks: [{ expected: "No resources found" }, { expected: "6" }],
    });
  });

  test("set the configuration of each up, and take it back at the end", () => {
    const commands = of("10k", "20k").phases.flatMap((phase) =>
      phase.kind === "up" ? [phase.commands] : [],
    );
    expect(commands).toEqual([
      [
        "pulumi config set tier 20k",
        "pulumi config set --path phase.from 10k",
        "pulumi config set --path phase.name prepare",
        "pulumi preview",
        "pulumi up",
      ],
      ["pulumi config set --path phase.name move", "pulumi preview", "pulumi up"],
      ["pulumi config set --path phase.name empty", "pulumi preview", "pulumi up"],
      ["pulumi config rm phase", "pulumi preview", "pulumi up"],
    ]);
  });

  /** Which up changes a property of a resource. */
  const changedIn = (from: TierName, to: TierName, name: string, property: string): readonly string[] =>
    of(from, to).phases.flatMap(({ title, steps }) =>
      steps.some((each) => each.name === name && each.properties.includes(property)) ? [title] : [],
    );

  test("give Valkey larger nodes before more shards, and fewer shards before smaller nodes", () => {
    expect(changedIn("2k", "5k", "valkey-main-group", "nodeType")).toEqual([
      "Bring the stack from tier 2k to tier 5k",
    ]);
    expect(changedIn("2k", "5k", "valkey-main-group", "numNodeGroups")).toEqual(["Finish tier 5k"]);
    expect(changedIn("5k", "2k", "valkey-main-group", "numNodeGroups")).toEqual([
      "Prepare tier 5k for tier 2k",
    ]);
    expect(changedIn("5k", "2k", "valkey-main-group", "nodeType")).toEqual([
      "Bring the stack from tier 5k to tier 2k",
    ]);
  });

  test("end Multi-AZ before the last replica goes", () => {
    expect(changedIn("500", "100", "valkey-main-group", "multiAzEnabled")).toEqual([
      "Prepare tier 500 for tier 100",
    ]);
    expect(changedIn("500", "100", "valkey-main-group", "replicasPerNodeGroup")).toEqual([
      "Bring the stack from tier 500 to tier 100",
    ]);
  });

  test("raise connections after the class, and lower them before it", () => {
    const parameters = "postgres-parameters-postgres17";
    const value = "parameters[0].value";
    expect(changedIn("500", "2k", "postgres-shard-0-primary", "instanceClass")).toEqual([
      "Bring the stack from tier 500 to tier 2k",
    ]);
    expect(changedIn("500", "2k", parameters, value)).toEqual(["Finish tier 2k"]);
    expect(changedIn("2k", "500", parameters, value)).toEqual(["Prepare tier 2k for tier 500"]);
  });

  test("are numbered, each with commands, a check and a way back", () => {
    for (const [from, to] of PAIRS)
      of(from, to).phases.forEach(({ number, commands, check, checks, rollback }, index) => {
        expect(number).toBe(index + 1);
        expect([commands.length + checks.length > 0, check !== "", rollback !== ""]).toEqual([
          true,
          true,
          true,
        ]);
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
    const ended = [acknowledgement("postgres-shard-0-primary", "2026-11-23")];
    expect(about(closed("failover", ended))).toContain(
      "postgres-shard-0-primary: restart is more than the failover that is allowed",
    );
    expect(expired(ended, { from: "100", to: "500" }, TODAY)).toEqual(ended);
    expect(expired(ended, { from: "100", to: "2k" }, TODAY)).toEqual([]);
    expect(expired(ended, { from: "100", to: "500" }, "2026-11-23")).toEqual([]);
    expect(
      about(closed("failover", [{ ...acknowledgement("postgres-shard-0-primary", TODAY), to: "2k" }])).length,
    ).toBeGreaterThan(0);
  });
});

test("the digest is the same for the same step, and another for another", () => {
  expect(report("100", "500").digest).toBe(of("100", "500").digest);
  expect(new Set(PAIRS.map(([from, to]) => of(from, to).digest)).size).toBe(PAIRS.length);
});

test("an up takes as long as its longest chain, not as all its steps together", () => {
  const phases = PAIRS.flatMap(([from, to]) => of(from, to).phases);
  for (const { steps, minutesMax } of phases.filter(({ kind }) => kind === "up"))
    expect(minutesMax).toBeLessThanOrEqual(steps.reduce((total, step) => total + step.minutesMax, 0.01));
  for (const { minutesMin, minutesMax } of phases) expect(minutesMin).toBeLessThanOrEqual(minutesMax);
});
