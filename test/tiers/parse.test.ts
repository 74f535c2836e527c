import { fc } from "../support/property";
import { z } from "zod";
import {
  InputError,
  TIER_NAMES,
  didYouMean,
  parseTier,
  parseTierName,
  problemsOf,
  show,
  tierNamed,
  tierSchema,
  tiers,
  tierFields,
  fieldValue,
} from "../../tiers";
import { withValue } from "../support/with-value";

const good = tierNamed("2k");
const INSTANCE_TYPE =
  "a Graviton type of family c, m, r or t with at least 2 vCPU, such as t4g.medium or m7g.large; EKS Auto Mode refuses nano, micro, small and types with 1 vCPU";
const WEB_ACL_RULES =
  '"rateLimit", "commonRuleSet", "badInputs", "ipReputation", "sqlInjection", "anonymousIp"';

const refusal = (...lines: string[]): InputError =>
  new InputError(
    [
      `The tier is refused, ${lines.length} ${lines.length === 1 ? "problem" : "problems"}:`,
      ...lines.map((line) => `  ${line}`),
    ].join("\n"),
  );

test.each(tiers.map((tier) => [tier.name, tier] as const))("tier %s is accepted as it is", (name, tier) => {
  expect(parseTier(tier, name)).toEqual(tier);
});

describe("one wrong value is one problem", () => {
  test.each([
    ["a fraction", "users", 1.5, "users: given 1.5; allowed: a whole number"],
    ["a number in quotes", "users", "3", 'users: given "3"; allowed: a whole number'],
    ["no number", "users", NaN, "users: given NaN; allowed: a whole number"],
    ["no end", "users", Infinity, "users: given Infinity; allowed: a whole number"],
    ["nothing for a number", "users", null, "users: given null; allowed: a whole number"],
    [
      "too little",
      "postgres.allocatedStorageGiB",
      19,
      "postgres.allocatedStorageGiB: given 19; allowed: at least 20",
    ],
    ["too much", "postgres.poolerReplicas", 21, "postgres.poolerReplicas: given 21; allowed: at most 20"],
    ["far too much", "users", 1e300, "users: given 1e+300; allowed: at most 1000000"],
    [
      "less than none",
      "valkey.snapshotRetentionDays",
      -1,
      "valkey.snapshotRetentionDays: given -1; allowed: at least 0",
    ],
    [
      "a number for what may be null",
      "valkey.embeddingsShardCount",
      "two",
      'valkey.embeddingsShardCount: given "two"; allowed: a whole number or null',
    ],
    ["text for a switch", "cdn.originShield", "yes", 'cdn.originShield: given "yes"; allowed: true or false'],
    [
      "a word for a list",
      "cdn.webAclRules",
      "rateLimit",
      'cdn.webAclRules: given "rateLimit"; allowed: a list',
    ],
    [
      "an unknown word in a list",
      "cdn.webAclRules",
      ["rateLimit", "ratelimit"],
      `cdn.webAclRules.1: given "ratelimit"; allowed: ${WEB_ACL_RULES}`,
    ],
    [
      "a word twice in a list",
      "cdn.webAclRules",
      ["rateLimit", "rateLimit"],
      'cdn.webAclRules: given ["rateLimit","rateLimit"]; allowed: a list that names each once',
    ],
    [
      "an unknown log type",
      "cluster.controlPlaneLogTypes",
      ["all"],
      'cluster.controlPlaneLogTypes.0: given "all"; allowed: "api", "audit", "authenticator", "controllerManager", "scheduler"',
    ],
    [
      "an unknown word",
      "network.egress",
      "natgateway",
      'network.egress: given "natgateway"; allowed: "natInstance", "natGateway", "natGatewayPerZone"',
    ],
    ["two zones", "network.zoneCount", 2, "network.zoneCount: given 2; allowed: 3"],
    ["five peers", "qdrant.peerCount", 5, "qdrant.peerCount: given 5; allowed: 1, 3, 4, 6, 8, 12"],
    [
      "a retention that CloudWatch does not know",
      "operations.logRetentionDays",
      10,
      "operations.logRetentionDays: given 10; allowed: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365",
    ],
    [
      "an address range that is no /16",
      "network.vpcCidrBlock",
      "10.0.0.0/24",
      'network.vpcCidrBlock: given "10.0.0.0/24"; allowed: a private /16 block such as 10.0.0.0/16; the subnets are cut from a /16',
    ],
    [
      "a version that YAML reads as a number",
      "cluster.kubernetesVersion",
      1.34,
      'cluster.kubernetesVersion: given 1.34; allowed: "1.35", "1.36"',
    ],
    [
      "a version out of support",
      "cluster.kubernetesVersion",
      "1.28",
      'cluster.kubernetesVersion: given "1.28"; allowed: "1.35", "1.36"',
    ],
    [
      "another major version",
      "postgres.engineVersion",
      17,
      'postgres.engineVersion: given 17; allowed: "17", "18"',
    ],
    [
      "a node of 1 vCPU",
      "cluster.appNodeInstanceType",
      "m7g.medium",
      `cluster.appNodeInstanceType: given "m7g.medium"; allowed: ${INSTANCE_TYPE}, did you mean "t4g.medium"?`,
    ],
    [
      "an x86 node",
      "qdrant.nodeInstanceType",
      "r6i.large",
      `qdrant.nodeInstanceType: given "r6i.large"; allowed: ${INSTANCE_TYPE}, did you mean "r6g.large"?`,
    ],
    [
      "an x86 database",
      "postgres.instanceClass",
      "db.t3.small",
      'postgres.instanceClass: given "db.t3.small"; allowed: a Graviton class that RDS has for PostgreSQL, such as db.t4g.small or db.r7g.large, did you mean "db.t4g.small"?',
    ],
    [
      "a cache node without its prefix",
      "valkey.mainNodeType",
      "t4g.small",
      'valkey.mainNodeType: given "t4g.small"; allowed: a Graviton node type that ElastiCache has for Valkey, such as cache.t4g.small or cache.m7g.large, did you mean "cache.t4g.small"?',
    ],
    [
      "text for a group of fields",
      "cdn",
      "on",
      'cdn: given "on"; allowed: an object with the keys priceClass, webAclRules, blockingRules, requestLogs, webAclLogs, originShield, edgeFunction, originTls',
    ],
    ["a field left out", "users", undefined, "users: given nothing; allowed: a whole number"],
    [
      "a misspelt field",
      "cdn.originSheild",
      true,
      'cdn.originSheild: given an unknown key; allowed: priceClass, webAclRules, blockingRules, requestLogs, webAclLogs, originShield, edgeFunction, originTls, did you mean "originShield"?',
    ],
    [
      "a field of another world",
      "cdn.lambda",
      true,
      "cdn.lambda: given an unknown key; allowed: priceClass, webAclRules, blockingRules, requestLogs, webAclLogs, originShield, edgeFunction, originTls",
    ],
  ])("%s", (_what, path, value, line) => {
    expect(() => parseTier(withValue(good, path, value), "The tier")).toThrow(refusal(line));
  });

  test.each([
    ["nothing", null, "null"],
    ["a list", [], "[]"],
    ["a word", "2k", '"2k"'],
  ])("%s for a whole tier", (_what, value, given) => {
    expect(() => parseTier(value, "The tier")).toThrow(
      refusal(
        `(top level): given ${given}; allowed: an object with the keys name, users, comfortableUsers, monthlyBudgetUsd, budgetLinesUsd, network, cluster, postgres, valkey, qdrant, app, cdn, operations`,
      ),
    );
  });
});

test("several problems, of fields and of combinations, are all listed", () => {
  const bad = {
    ...good,
    users: "many",
    cdn: { ...good.cdn, priceclass: "PriceClass_100" },
    app: { ...good.app, webReplicasMax: 1, nextTrafficPercent: 5 },
  };
  expect(() => parseTier(bad, "The tier")).toThrow(
    refusal(
      'users: given "many"; allowed: a whole number',
      'cdn.priceclass: given an unknown key; allowed: priceClass, webAclRules, blockingRules, requestLogs, webAclLogs, originShield, edgeFunction, originTls, did you mean "priceClass"?',
      "app.webReplicasMax: given 1; allowed: at least webReplicasMin (3)",
      "app.nextTrafficPercent: given 5; allowed: 0 while nextReplicas is below 2: a single pod that moves leaves its share of the requests without an answer",
    ),
  );
});

test("any field with a value of another kind is refused under its own path", () => {
  const paths = tierFields.map(({ path }) => path);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.constantFrom({}, "?", -1, [0], 0.5), (path, value) => {
      // A line of the budget is in quarters of a dollar.
      fc.pre(!(path.startsWith("budgetLinesUsd.") && value === 0.5));
      const input = withValue(good, path, value);
      const { success, error } = tierSchema.safeParse(input);
      expect(success).toBe(false);
      for (const problem of problemsOf(tierSchema, input, error?.issues ?? []))
        expect(problem.path === path || problem.path.startsWith(`${path}.`)).toBe(true);
    }),
  );
  expect(paths.filter((path) => fieldValue(good, path) === undefined)).toEqual([]);
});

describe("messages for schemas of other shapes", () => {
  const problems = (schema: z.ZodType, input: unknown) =>
    problemsOf(schema, input, schema.safeParse(input).error?.issues ?? []);

  test.each([
    [z.number(), "1", "a number"],
    [z.record(z.string(), z.string()), 1, "an object"],
    [z.date(), "today", "a value of type date"],
    [z.strictObject({}), 1, "an object"],
    [z.int().nullable(), 0.5, "a whole number or null"],
    [z.string().nullable(), 1, "text in quotes or null"],
    [z.string().min(3), "ab", "at least 3 long"],
    [z.array(z.string()).max(1), ["a", "b"], "at most 1 long"],
    [z.int(), 1e300, "at most 9007199254740991"],
  ])("%# is told what would be accepted", (schema, input, allowed) =>
    expect(problems(schema, input)).toEqual([{ path: "(top level)", given: show(input), allowed }]),
  );

  test("a key inside a list of objects is suggested too", () => {
    const schema = z.strictObject({ rules: z.array(z.strictObject({ name: z.string() })).default([]) });
    expect(problems(schema, { rules: [{ name: "a", nmae: "b" }] })).toEqual([
      { path: "rules.0.nmae", given: "an unknown key", allowed: 'name, did you mean "name"?' },
    ]);
  });
});

describe("show", () => {
  test.each([
    [undefined, "nothing"],
    [null, "null"],
    [NaN, "NaN"],
    [0.5, "0.5"],
    ["a", '"a"'],
    [["a"], '["a"]'],
    [() => 1, "function"],
    ["x".repeat(200), `"${"x".repeat(76)}…`],
  ])("%p is printed as %s", (value, text) => expect(show(value)).toBe(text));

  test("is one line of at most 80 characters", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const text = show(value);
        expect(text).not.toMatch(/\n/);
        expect(text.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

describe("did you mean", () => {
  test.each([
    ["instanceclass", ["instanceClass", "multiAz"], ', did you mean "instanceClass"?'],
    ["multiAZ", ["instanceClass", "multiAz"], ', did you mean "multiAz"?'],
    ["storage", ["instanceClass", "multiAz"], ""],
    ["multiAz", [], ""],
    ["", ["ab"], ""],
  ])("%j among %j", (word, candidates, text) => expect(didYouMean(word, candidates)).toBe(text));
});

describe("the name of a tier", () => {
  test.each([
    ["100", "100"],
    ["2k", "2k"],
    ["2K", "2k"],
    [" 500 ", "500"],
    ["20K\n", "20k"],
    ["2000", "2k"],
    ["20,000", "20k"],
  ])("%j is tier %s", (text, name) => expect(parseTierName(text)).toBe(name));

  test.each([
    ["5OO", ', did you mean "500"?'],
    ["3k", ": for 3k users take 5k."],
    ["10", ": for 10 users take 100."],
    ["750", ": for 750 users take 2k."],
    ["1.5k", ": for 1.5k users take 2k."],
    ["20,001", ": the largest tier is for 20k users."],
    ["", "."],
    ["enterprise", "."],
  ])("%j is refused", (text, suggestion) =>
    expect(() => parseTierName(text)).toThrow(
      new InputError(
        `Unknown tier "${text}"${suggestion} Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers`,
      ),
    ),
  );

  test("nothing but the names of tiers, and their users, is accepted", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5 }), (text) => {
        const word = text.trim().toLowerCase().replace(",", "").replace(/000$/, "k");
        fc.pre(!(TIER_NAMES as readonly string[]).includes(word));
        expect(() => parseTierName(text)).toThrow(InputError);
      }),
    );
  });
});
