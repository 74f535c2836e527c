import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { rdsRootCertificates } from "../../components/postgres/certificates";
import { ofType } from "../../models/manifest/manifest";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { dryRun } from "../../stacks/dry-run";
import * as platform from "../../stacks/platform";
import { programForEngine } from "../../stacks/program";
import { record } from "../../stacks/recorder";
import { parseStackConfig } from "../../stacks/stack-config";
import { asOverrides, InputError, stackPhases, tierNamed, TIER_NAMES, type TierName } from "../../tiers";
import type { StackConfig } from "../../stacks/stack-config";
import { stackFileConfig } from "../support/stack-file";
import { stepConfig } from "../support/step-config";

jest.mock("../../stacks/platform", () => {
  const original = jest.requireActual<typeof platform>("../../stacks/platform");
  return { ...original, createPlatform: jest.fn(original.createPlatform) };
});
const { createPlatform } = jest.requireActual<typeof platform>("../../stacks/platform");
afterEach(() => jest.mocked(platform.createPlatform).mockImplementation(createPlatform));

/** What the platform would be built of; nothing is built, which takes seconds. */
async function partsGiven(run: () => Promise<unknown>): Promise<Parameters<typeof createPlatform>> {
  const given: Parameters<typeof createPlatform>[] = [];
  jest.mocked(platform.createPlatform).mockImplementation((...parts) => {
    given.push(parts);
    return {} as platform.PlatformOutputs;
  });
  await run();
  const [parts] = given;
  if (parts === undefined || given.length > 1) throw new Error(`Asked for ${given.length} platforms.`);
  return parts;
}

async function refusal(config: Record<string, string>): Promise<string> {
  try {
    await dryRun("500", config);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("The configuration was accepted.");
}

const STACKS = [...TIER_NAMES.map((tier) => [`t${tier}`, tier] as const), ["prod", "100"] as const];

test("the checked-in stacks are one of each tier and the one that grows", () => {
  expect(readdirSync(join(__dirname, "../../stacks/config")).sort()).toEqual(
    STACKS.map(([stack]) => `Pulumi.${stack}.yaml`).sort(),
  );
});

const recorded = (stack: string) =>
  record(programForEngine, { project: "scaling-tiers", stack, config: stackFileConfig(stack) });

test.each(STACKS)("the values of stack %s are those of tier %s, as they stand", async (stack, tier) => {
  const [config, { zones }] = await partsGiven(() => recorded(stack));
  expect(config).toMatchObject({ stack, region: "us-east-1", position: { tier }, tier: tierNamed(tier) });
  expect(zones.map(({ id }) => id)).toEqual(["use1-az1", "use1-az2", "use1-az4"]);
});

test("the stack that grows is built of its values", async () => {
  const { outputs, resources } = await recorded("prod");
  expect(outputs).toMatchObject({
    tier: "100",
    region: "us-east-1",
    zoneIds: ["use1-az1", "use1-az2", "use1-az4"],
  });
  expect(outputs["kubeconfigCommand"]).toBe(
    `aws eks update-kubeconfig --region us-east-1 --name ${String(outputs["clusterName"])}`,
  );
  expect(resources.length).toBeGreaterThan(200);
});

/** What the Kubernetes provider runs for a token. */
async function tokenCommand(config: Record<string, string>): Promise<unknown> {
  const [provider] = ofType(await dryRun("500", config), "pulumi:providers:kubernetes");
  const { users } = JSON.parse(String(provider?.inputs["kubeconfig"])) as {
    users: { user: { exec: object } }[];
  };
  return users[0]?.user.exec;
}

test("the cluster's login uses the profile and the role of the AWS provider", async () => {
  expect(await tokenCommand({})).not.toHaveProperty("env");
  const exec = await tokenCommand({
    "aws:profile": "deploy",
    "aws:assumeRoles": '[{"roleArn":"arn:aws:iam::123456789012:role/deployer","sessionName":"pulumi"}]',
  });
  expect(exec).toMatchObject({
    args: expect.arrayContaining(["--role-arn", "arn:aws:iam::123456789012:role/deployer"]) as unknown,
    env: [{ name: "AWS_PROFILE", value: "deploy" }],
  });
});

test.each([['[{"roleArn":"a"},{"roleArn":"b"}]'], ['[{"roleArn":"a","externalId":"b"}]'], ["a role"]])(
  "roles that the cluster's login cannot assume are refused: %s",
  async (assumeRoles) => {
    expect(await refusal({ "aws:assumeRoles": assumeRoles })).toBe(
      `The configuration of stack "example" is refused:\n  aws:assumeRoles: given ${JSON.stringify(assumeRoles)}; allowed: one role with a roleArn and no externalId: the cluster's login (aws eks get-token) can assume no other; put a chain of roles into a profile of the AWS CLI and set aws:profile`,
    );
  },
);

test("an override changes the one field, and nothing else of the tier", async () => {
  const manifest = await dryRun("500", {
    "scaling-tiers:overrides": JSON.stringify({ postgres: { backupRetentionDays: 21 } }),
  });
  const [primary] = ofType(manifest, "aws:rds/instance:Instance").filter(({ name }) =>
    name.endsWith("primary"),
  );
  expect(primary?.inputs).toMatchObject({ backupRetentionPeriod: 21, instanceClass: "db.t4g.small" });
});

test.each<[string, Record<string, string>, string]>([
  [
    "a misspelt tier",
    { "scaling-tiers:tier": "3k" },
    `tier: given "3k"; allowed: ${TIER_NAMES.join(", ")}; set it with: pulumi config set tier 5k`,
  ],
  [
    "a list that is no JSON",
    { "scaling-tiers:deployerRoleArns": "arn:aws:iam::123456789012:role/deployer" },
    "deployerRoleArns: given \"arn:aws:iam::123456789012:role/deployer\"; allowed: a list of ARNs of IAM roles; set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::123456789012:role/deployer",
  ],
  [
    "a list of one that is that one, with its own value in the command",
    { "scaling-tiers:publicAccessCidrs": "198.51.100.7/32" },
    "publicAccessCidrs: given \"198.51.100.7/32\"; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 198.51.100.7/32",
  ],
  [
    "a switch that is neither on nor off",
    { "scaling-tiers:allowDataDestruction": "yes" },
    'allowDataDestruction: given "yes"; allowed: true or false; set it with: pulumi config set allowDataDestruction true',
  ],
  [
    "an object that is a word",
    { "scaling-tiers:domain": "app.example.com" },
    'domain: given "app.example.com"; allowed: an object with the keys name and hostedZoneId; set it with: pulumi config set --path domain.name app.example.com',
  ],
  [
    "a key of JavaScript's own",
    { "scaling-tiers:overrides": '{"__proto__": {"x": 1}}' },
    "overrides.__proto__: given an unknown key; allowed: any key but __proto__",
  ],
  [
    "levels without end",
    { "scaling-tiers:overrides": `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}` },
    "overrides.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a…: given a value inside more than 100 others; allowed: lists and objects at most 100 deep",
  ],
])("refuses %s", async (_name, config, message) => {
  expect(await refusal(config)).toContain(`\n  ${message}`);
});

test("refuses an override that breaks a rule, by its path", async () => {
  const message = await refusal({
    "scaling-tiers:overrides": JSON.stringify({
      app: { webReplicasMin: 9 },
      qdrant: { replicationFactor: 4 },
    }),
  });
  expect(message).toContain("qdrant.replicationFactor: given 4");
  expect(message).toContain("app.webReplicasMax: given 3 of tier 500; allowed: at least webReplicasMin (9)");
});

test("refuses an override with an instance type that Auto Mode refuses", async () => {
  expect(
    await refusal({
      "scaling-tiers:overrides": JSON.stringify({ cluster: { appNodeInstanceType: "t4g.small" } }),
    }),
  ).toContain("EKS Auto Mode refuses nano, micro, small and types with 1 vCPU");
});

test("lists what is missing from an empty configuration, at once", async () => {
  const missing = record(programForEngine, { project: "scaling-tiers", stack: "prod", config: {} });
  await expect(missing).rejects.toThrow(
    [
      'The configuration of stack "prod" is refused:',
      "  aws:region: given nothing; allowed: an AWS region; set it with: pulumi config set aws:region us-east-1",
      `  tier: given nothing; allowed: ${TIER_NAMES.join(", ")}; set it with: pulumi config set tier 500`,
    ].join("\n"),
  );
  await expect(missing).rejects.toThrow(
    /\n {2}deployerRoleArns: given nothing; .*\n {2}alertEmail: given nothing; .*\n {2}publicAccessCidrs: given nothing;/,
  );
});

describe("the region of a stack", () => {
  const parse = (region: string, values: Record<string, string> = {}) =>
    parseStackConfig({
      project: "scaling-tiers",
      stack: "prod",
      region,
      values: { ...stackFileValues(), ...values },
    });
  const stackFileValues = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(stackFileConfig("prod")).flatMap(([key, value]) =>
        key.startsWith("scaling-tiers:") ? [[key.slice("scaling-tiers:".length), value]] : [],
      ),
    );
  const rootsOf = (region: string) => ({ rdsRootCertificates: rdsRootCertificates(region) });
  const refusalOf = (region: string, values = {}): string => {
    try {
      parse(region, values);
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
    throw new Error("The configuration was accepted.");
  };

  test.each(["moon", " us-east-1", "", "us-gov-west-1", "cn-north-1", "mx-central-1", "il-central-1"])(
    "%j is refused in words before anything is made",
    (region) => {
      expect(refusalOf(region)).toMatch(
        new RegExp(
          `^The configuration of stack "prod" is refused:\n  aws:region: given ${JSON.stringify(region)}; allowed: [^\n]+$`,
        ),
      );
    },
  );

  test("may bring its own root certificates", () => {
    expect(parse("eu-west-1", rootsOf("eu-west-1")).settings.rdsRootCertificates).toBe(
      rdsRootCertificates("eu-west-1"),
    );
  });

  test.each([
    ["of another region", rootsOf("eu-west-1")],
    ["that are none", { rdsRootCertificates: "-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----" }],
    ["that are empty", { rdsRootCertificates: "" }],
  ])("needs root certificates of its own, and not some %s", (_, values) => {
    expect(refusalOf("il-central-1", values)).toBe(
      [
        'The configuration of stack "prod" is refused:',
        "  rdsRootCertificates: given a text without the root certificate of the region; allowed: what https://truststore.pki.rds.amazonaws.com/il-central-1/il-central-1-bundle.pem holds",
      ].join("\n"),
    );
  });
});

test("the engine shows a mistake without a stack trace", async () => {
  const run = record(programForEngine, { project: "scaling-tiers", stack: "prod", config: {} });
  expect(pulumi.RunError.isInstance(await run.catch((error: unknown) => error))).toBe(true);
});

test("only one file reads the configuration of Pulumi", () => {
  const readers = readdirSync(join(__dirname, "../../stacks"))
    .filter((file) => file.endsWith(".ts"))
    .filter((file) =>
      /pulumi\.Config\(|allConfig\(\)/.test(readFileSync(join(__dirname, "../../stacks", file), "utf8")),
    );
  expect(readers).toEqual(["config.ts"]);
});

describe("the phase of a step", () => {
  const phase = (value: unknown) => ({ "scaling-tiers:phase": JSON.stringify(value) });
  const FROM_ANOTHER = `the tier the stack comes from, one of ${TIER_NAMES.filter((name) => name !== "500").join(", ")}; when the step is done: pulumi config rm phase`;

  test("builds what that phase of the way is, and nothing of the next", async () => {
    const manifest = await dryRun("500", phase({ from: 100, name: "move" }));
    const [parameters] = ofType(manifest, "aws:rds/parameterGroup:ParameterGroup");
    expect(JSON.stringify(parameters?.inputs)).toContain('"name":"max_connections","value":"80"');
    expect(ofType(manifest, "aws:rds/instance:Instance")).toHaveLength(2);
    const whole = await dryRun("500", phase({ from: "100", name: "settle" }));
    expect(whole.resources).toEqual((await recordedManifest("500")).resources);
  });

  test("holds the overrides at both ends", async () => {
    const overrides = { "scaling-tiers:overrides": JSON.stringify({ postgres: { maxConnections: 200 } }) };
    expect(await refusal({ ...overrides, ...phase({ from: "2k", name: "prepare" }) })).toContain(
      "phase.name: given",
    );
  });

  test.each([
    [
      { from: "5000", name: "start" },
      'phase.name: given "start"; allowed: "prepare", "move", "empty", "finish", "settle"',
    ],
    [{ from: "500", name: "move" }, `phase.from: given "500"; allowed: ${FROM_ANOTHER}`],
    [{ from: "3k", name: "move" }, `phase.from: given "3k"; allowed: ${FROM_ANOTHER}`],
    [
      { from: "100", name: "prepare" },
      'phase.name: given "prepare"; allowed: move, finish, settle: the phases from tier 100 to tier 500',
    ],
  ])("is refused when there is none such: %j", async (value, message) => {
    expect(await refusal(phase(value))).toBe(
      `The configuration of stack "example" is refused:\n  ${message}`,
    );
  });
});

describe("sizes that are resolved already", () => {
  const KEPT = [
    { field: "postgres.shardCount", value: 2 },
    { field: "qdrant.volumeGiB", value: 800 },
  ];
  /** Less what the sizes were asked for with, which is in no resource: the last test of the phases compares them. */
  const withoutTheQuestion = ({ settings, ...config }: StackConfig) => ({
    ...config,
    position: {},
    settings: { ...settings, overrides: {}, phase: undefined },
  });

  test.each<[TierName, TierName, typeof KEPT]>([
    ["10k", "20k", []],
    ["2k", "500", []],
    ["20k", "5k", KEPT],
  ])("are built as the configuration of each phase from %s to %s is", async (from, to, overrides) => {
    const phases = stackPhases(tierNamed(from), tierNamed(to), asOverrides(overrides), "example");
    expect(phases.length).toBeGreaterThan(1);
    for (const { name, spec } of phases) {
      const [resolved, ...site] = await partsGiven(() => dryRun(spec));
      const [named, ...siteOfNamed] = await partsGiven(() =>
        dryRun(to, stepConfig(overrides, { from, name })),
      );
      expect(withoutTheQuestion(resolved)).toEqual(withoutTheQuestion(named));
      expect(site).toEqual(siteOfNamed);
    }
  });

  test("are not taken together with some of the configuration", async () => {
    await expect(dryRun(tierNamed("500"), stepConfig(KEPT, { from: "100", name: "move" }))).rejects.toThrow(
      new Error("The sizes are given twice: resolved, and by overrides, phase of the configuration."),
    );
  });
});
