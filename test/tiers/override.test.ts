import { fc } from "../support/property";
import { InputError, overrideTier, tierNamed, tiers } from "../../tiers";

const base = tierNamed("500");
const override = (overrides: unknown) => overrideTier(base, overrides, 'The tier of stack "prod"');
const refusal = (...lines: string[]): InputError =>
  new InputError(
    [
      `The tier of stack "prod" is refused, ${lines.length} ${lines.length === 1 ? "problem" : "problems"}:`,
      ...lines.map((line) => `  ${line}`),
    ].join("\n"),
  );

test("the poolers count with an override of max_connections, unless theirs is overridden too", () => {
  const postgres = (overrides: object) =>
    overrideTier(tierNamed("2k"), { postgres: overrides }, "x").postgres;
  expect(postgres({ maxConnections: 300 })).toMatchObject({ maxConnections: 300, pooledConnections: 300 });
  expect(postgres({ maxConnections: 300, pooledConnections: 200 })).toMatchObject({ pooledConnections: 200 });
  expect(postgres({ multiAz: true })).toMatchObject({ pooledConnections: 400 });
});

test("nothing overridden is the tier itself", () => {
  for (const tier of tiers) expect(overrideTier(tier, {}, tier.name)).toEqual(tier);
});

test("a field wins, and everything beside it stays", () => {
  expect(override({ postgres: { backupRetentionDays: 9 } })).toEqual({
    ...base,
    postgres: { ...base.postgres, backupRetentionDays: 9 },
  });
});

test("a list is replaced, not extended", () => {
  expect(override({ cdn: { webAclRules: ["sqlInjection"] } }).cdn.webAclRules).toEqual(["sqlInjection"]);
  expect(override({ cdn: { webAclRules: [], webAclLogs: false } }).cdn.webAclRules).toEqual([]);
});

test("null takes away what may be null", () => {
  const own = { embeddings: "own", embeddingsNodeType: "cache.t4g.small", embeddingsShardCount: 1 };
  expect(override({ valkey: { ...own, embeddingsReplicasPerShard: 0 } }).valkey.embeddings).toBe("own");
  const main = {
    embeddings: "main",
    embeddingsNodeType: null,
    embeddingsShardCount: null,
    embeddingsReplicasPerShard: null,
  };
  expect(overrideTier(tierNamed("2k"), { valkey: main }, "tier").valkey).toMatchObject(main);
});

test("the tier given is not changed", () => {
  const before = structuredClone(base);
  override({ postgres: { backupRetentionDays: 9 }, cdn: { webAclRules: [], webAclLogs: false } });
  expect(base).toEqual(before);
});

describe("refuses", () => {
  test.each([
    [
      "another tier's name",
      { name: "2k" },
      ['name: given "2k"; allowed: no override; choose a tier instead'],
    ],
    [
      "even its own name",
      { name: "500" },
      ['name: given "500"; allowed: no override; choose a tier instead'],
    ],
    [
      "a misspelt field",
      { postgres: { multiAZ: false } },
      [
        'postgres.multiAZ: given an unknown key; allowed: engineVersion, shardCount, slowStatementLog, instanceClass, multiAz, replicasPerShard, servingReplicas, allocatedStorageGiB, maxAllocatedStorageGiB, backupRetentionDays, maxConnections, pooledConnections, poolerReplicas, did you mean "multiAz"?',
      ],
    ],
    [
      "a misspelt group",
      { postgress: { multiAz: false } },
      [
        'postgress: given an unknown key; allowed: name, users, comfortableUsers, monthlyBudgetUsd, budgetLinesUsd, network, cluster, postgres, valkey, qdrant, app, cdn, operations, did you mean "postgres"?',
      ],
    ],
    [
      "a dotted path",
      { "postgres.multiAz": false },
      [
        "postgres.multiAz: given an unknown key; allowed: name, users, comfortableUsers, monthlyBudgetUsd, budgetLinesUsd, network, cluster, postgres, valkey, qdrant, app, cdn, operations",
      ],
    ],
    [
      "a wrong type",
      { postgres: { poolerReplicas: "4" } },
      ['postgres.poolerReplicas: given "4"; allowed: a whole number'],
    ],
    [
      "a group that is no object",
      { cdn: null },
      [
        "cdn: given null; allowed: an object with the keys priceClass, webAclRules, blockingRules, requestLogs, webAclLogs, originShield, edgeFunction, originTls",
      ],
    ],
    [
      "one budget line alone",
      { budgetLinesUsd: { app: 225 } },
      [
        'budgetLinesUsd: given {"network":17,"cluster":76,"app":225,"qdrant":7,"postgres":98,"valkey":40,"cd…; allowed: lines that sum to monthlyBudgetUsd (500); they sum to 529',
      ],
    ],
    [
      "a line of the budget without the others",
      { monthlyBudgetUsd: 510, budgetLinesUsd: { network: 17 } },
      [
        'budgetLinesUsd: given {"network":17,"cluster":76,"app":196,"qdrant":7,"postgres":98,"valkey":40,"cd…; allowed: lines that sum to monthlyBudgetUsd (510); they sum to 500',
      ],
    ],
    [
      "a value that does not fit one of the tier",
      { postgres: { backupRetentionDays: 0 } },
      [
        "postgres.replicasPerShard: given 1 of tier 500; allowed: 0 while backupRetentionDays is 0: RDS makes read replicas from backups, so set backupRetentionDays to at least 1",
      ],
    ],
    [
      "a list for the whole",
      ["postgres"],
      [
        '(top level): given ["postgres"]; allowed: an object with any of the keys users, comfortableUsers, monthlyBudgetUsd, budgetLinesUsd, network, cluster, postgres, valkey, qdrant, app, cdn, operations',
      ],
    ],
    [
      "several things, and lists them all",
      { name: "2k", app: { webReplicasMax: 1 }, cdn: { originShield: "on" } },
      [
        'name: given "2k"; allowed: no override; choose a tier instead',
        'cdn.originShield: given "on"; allowed: true or false',
        "app.webReplicasMax: given 1; allowed: at least webReplicasMin (2)",
      ],
    ],
  ])("%s", (_what, overrides, lines) => {
    expect(() => override(overrides)).toThrow(refusal(...lines));
  });

  test("keys that reach into JavaScript", () => {
    expect(() => override(JSON.parse('{"__proto__":{"users":1}}'))).toThrow(InputError);
    expect(() => override({ postgres: JSON.parse('{"__proto__":{"multiAz":false}}') as unknown })).toThrow(
      InputError,
    );
    expect(() => override({ constructor: { prototype: { users: 1 } } })).toThrow(InputError);
    expect(({} as Record<string, unknown>)["users"]).toBeUndefined();
  });
});

test("rules of the firewall block as far as there are any, unless an override says which of them", () => {
  expect(override({ cdn: { webAclRules: ["sqlInjection"] } }).cdn.blockingRules).toEqual(["sqlInjection"]);
  expect(override({ cdn: { blockingRules: ["rateLimit"] } }).cdn).toMatchObject({
    webAclRules: base.cdn.webAclRules,
    blockingRules: ["rateLimit"],
  });
  expect(() => override({ cdn: { blockingRules: ["sqlInjection"] } })).toThrow(
    refusal(
      'cdn.blockingRules: given ["sqlInjection"]; allowed: rules that are in webAclRules (rateLimit, commonRuleSet, badInputs)',
    ),
  );
});

test("a version that pulumi config or YAML wrote as a number is the word that it means", () => {
  const versions = { postgres: { engineVersion: 18 }, cluster: { kubernetesVersion: 1.36 } };
  expect(override(versions)).toMatchObject({
    postgres: { engineVersion: "18" },
    cluster: { kubernetesVersion: "1.36" },
  });
  expect(() => override({ postgres: { engineVersion: 16 } })).toThrow(
    refusal('postgres.engineVersion: given 16; allowed: "17", "18"'),
  );
});

test("a budget is overridden together with its lines", () => {
  const budgetLinesUsd = { ...base.budgetLinesUsd, app: base.budgetLinesUsd.app + 10 };
  expect(override({ monthlyBudgetUsd: 510, budgetLinesUsd: { app: budgetLinesUsd.app } })).toMatchObject({
    monthlyBudgetUsd: 510,
    budgetLinesUsd,
  });
});

test("money may be moved between two lines", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: base.budgetLinesUsd.app - 1 }), (moved) => {
      const lines = { app: base.budgetLinesUsd.app - moved, postgres: base.budgetLinesUsd.postgres + moved };
      expect(override({ budgetLinesUsd: lines }).budgetLinesUsd).toMatchObject(lines);
    }),
  );
});

test("overriding every field of a tier by another tier gives that tier, under its own name", () => {
  for (const other of tiers) {
    const { name: _name, ...fields } = other;
    expect(override(fields)).toEqual({ ...other, name: base.name });
  }
});
