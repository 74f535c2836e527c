import { recordedManifest } from "../../cli/record/recorded-manifest";
import { isPilot } from "../../kinds/rds/replica";
import { ofType, type Manifest } from "../../models/manifest/manifest";
import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";
import { PROJECT } from "../../stacks/dry-run-config";
import { parseStackConfig } from "../../stacks/stack-config";
import { pilotStepProblems, shardNames, TIER_NAMES, tierNamed, type Pilot } from "../../tiers";
import { backupAccountIn } from "../support/everything";
import { refusalOf } from "../support/refusal";

const INSTANCE = "aws:rds/instance:Instance";
const SOURCE = "arn:aws:rds:us-west-2:123456789012:db:prod-shard-0";
const SECOND = SOURCE.replace("shard-0", "shard-1");

function refusal(pilot: unknown, further: Record<string, string> = {}): string {
  return refusalOf(() =>
    parseStackConfig({
      project: PROJECT,
      stack: "prod-east",
      region: "us-east-1",
      values: {
        tier: "500",
        publicAccessCidrs: '["203.0.113.0/24"]',
        deployerRoleArns: '["arn:aws:iam::123456789012:role/deployer"]',
        alertEmail: "alerts@example.com",
        pilot: JSON.stringify(pilot),
        ...further,
      },
    }),
  );
}

const HEADING = 'The configuration of stack "prod-east" is refused:\n  ';
const of = (sourceArn: string, further: object = {}) => ({
  ...further,
  postgres: { "shard-0": { sourceArn } },
});
const listing = (region: string): string =>
  `see them with: aws rds describe-db-instances --query "DBInstances[].DBInstanceArn" --output text --region ${region}`;
const own = SOURCE.replace("us-west-2", "us-east-1");
const foreign = SOURCE.replace("123456789012", "444455556666");

test.each<readonly [string, unknown, string]>([
  ["a primary of another region", of(SOURCE), ""],
  ["a smaller class", of(SOURCE, { instanceClass: "db.t4g.medium" }), ""],
  [
    "no ARN of an instance",
    of("arn:aws:rds:us-west-2:123456789012:cluster:prod"),
    'pilot.postgres.shard-0.sourceArn: given "arn:aws:rds:us-west-2:123456789012:cluster:prod"; allowed: the ARN of an instance of RDS such as arn:aws:rds:eu-central-1:123456789012:db:prod-shard-0',
  ],
  [
    "a primary of the stack's own region",
    of(own),
    `pilot.postgres.shard-0.sourceArn: given "${own}"; allowed: a primary of another region than aws:region (us-east-1): with it the replica would be lost as well; ${listing("<the other one>")}`,
  ],
  [
    "a primary of another account",
    of(foreign),
    `pilot.postgres.shard-0.sourceArn: given "${foreign}"; allowed: a primary of account 123456789012, where the stack is: RDS makes no replica of another account's; ${listing("us-west-2")}`,
  ],
  [
    "no primary of a shard",
    { postgres: {} },
    "pilot.postgres.shard-0: given nothing; allowed: its primary in the other region, without which the ventures of the shard would be lost; set it with: pulumi config set --path pilot.postgres.shard-0.sourceArn arn:aws:rds:eu-central-1:123456789012:db:prod-shard-0",
  ],
  [
    "a shard that the tier does not have",
    { postgres: { "shard-0": { sourceArn: SOURCE }, "shard-1": { sourceArn: SECOND } } },
    `pilot.postgres.shard-1: given "${SECOND}"; allowed: shards that the tier has: shard-0; without it: pulumi config rm --path pilot.postgres.shard-1`,
  ],
  [
    "a class that RDS does not have",
    of(SOURCE, { instanceClass: "db.t4g.huge" }),
    'pilot.instanceClass: given "db.t4g.huge"; allowed: a Graviton class that RDS has for PostgreSQL, such as db.t4g.small or db.r7g.large, did you mean "db.t4g.large"?',
  ],
  [
    "a class that is too small",
    of(SOURCE, { instanceClass: "db.t4g.micro" }),
    'pilot.instanceClass: given "db.t4g.micro"; allowed: a class with memory for postgres.maxConnections (160), which a replica must allow as its primary does; this one has it for 112',
  ],
])("a pilot with %s", (_, pilot, problem) => {
  expect(refusal(pilot)).toBe(problem === "" ? "" : `${HEADING}${problem}`);
});

test("two shards have two primaries", () => {
  const pilot = { postgres: { "shard-0": { sourceArn: SOURCE }, "shard-1": { sourceArn: SOURCE } } };
  const overrides = JSON.stringify({ postgres: { shardCount: 2 } });
  expect(refusal(pilot, { overrides })).toBe(
    `${HEADING}pilot.postgres.shard-1.sourceArn: given "${SOURCE}"; allowed: another primary than that of shard-0: each shard has ventures of its own`,
  );
});

test("nothing is restored into a pilot that waits; once it is promoted it is", () => {
  const restore = JSON.stringify({
    postgres: { "shard-0": { generation: 2, time: "2026-11-30T01:00:00Z" } },
  });
  const refused = refusal(of(SOURCE), { restore });
  expect(refused).toBe(
    `${HEADING}restore.postgres.shard-0: given {"generation":2,"time":"2026-11-30T01:00:00Z"}; allowed: nothing while pilot waits, as only replicas are there; promote them first, or: pulumi config rm --path restore.postgres.shard-0`,
  );
  expect(refusal(of(SOURCE, { phase: "promote" }), { restore })).toBe("");
});

describe("the next step of a stack", () => {
  const waiting: Pilot = of(SOURCE);
  const promoted: Pilot = { ...waiting, phase: "promote" };
  const problem = (at: Pilot | undefined, wanted: Pilot | undefined, hasBeenUp = true) =>
    pilotStepProblems(at, wanted, hasBeenUp, ["shard-0"]).map(
      ({ path, given, allowed }) => `${path}: given ${given}; allowed: ${allowed}`,
    );
  const elsewhere: Pilot = of(SECOND);

  test.each<readonly [string, Pilot | undefined, Pilot | undefined, boolean]>([
    ["begins as a pilot", undefined, waiting, false],
    ["waits on", waiting, waiting, true],
    ["is promoted", waiting, promoted, true],
    ["stays promoted", promoted, promoted, true],
    ["is no pilot, and stays so", undefined, undefined, true],
  ])("which %s", (_, at, wanted, hasBeenUp) => {
    expect(problem(at, wanted, hasBeenUp)).toEqual([]);
  });

  test.each<readonly [string, Pilot | undefined, Pilot | undefined, boolean, string]>([
    [
      "is promoted before there are replicas",
      undefined,
      promoted,
      false,
      "pilot: given pilot with phase promote; allowed: no phase before the replicas are there, as an empty database would be made: pulumi config rm --path pilot.phase",
    ],
    [
      "has data of its own",
      undefined,
      waiting,
      true,
      "pilot: given pilot, with replicas; allowed: nothing, as the stack has databases of its own: a pilot is a stack of another name from the beginning; pulumi config rm pilot",
    ],
    [
      "forgets its replicas",
      waiting,
      undefined,
      true,
      "pilot: given nothing; allowed: pilot as it was, as long as there are replicas. To use them: pulumi config set --path pilot.phase promote. To give them up: pulumi config set allowDataDestruction true, pulumi up, pulumi destroy",
    ],
    [
      "forgets that its databases were replicas",
      promoted,
      undefined,
      true,
      "pilot: given nothing; allowed: pilot with phase promote, for the life of the databases: they were replicas, and AWS knows them as such",
    ],
    [
      "waits again",
      promoted,
      waiting,
      true,
      "pilot: given pilot, with replicas; allowed: phase promote, in which the stack is: RDS makes no replica of a primary; pulumi config set --path pilot.phase promote",
    ],
    [
      "replicates from elsewhere",
      waiting,
      elsewhere,
      true,
      `pilot.postgres.shard-0.sourceArn: given "${SECOND}"; allowed: ${SOURCE}, which the replica was made of: RDS gives it no other source. For another one take the pilot down and bring it up anew`,
    ],
    [
      "leaves a shard out",
      waiting,
      { phase: "promote", postgres: {} },
      true,
      `pilot.postgres.shard-0.sourceArn: given nothing; allowed: ${SOURCE}, which the replica was made of: RDS gives it no other source. For another one take the pilot down and bring it up anew`,
    ],
  ])("which %s is refused", (_, at, wanted, hasBeenUp, message) => {
    expect(problem(at, wanted, hasBeenUp)).toEqual([message]);
  });

  test("a shard that the tier no longer has is forgotten", () => {
    expect(pilotStepProblems(promoted, { phase: "promote", postgres: {} }, true, [])).toEqual([]);
  });
});

const recorded = (tier: (typeof TIER_NAMES)[number], phase?: "promote"): Promise<Manifest> => {
  const sizes = tierNamed(tier);
  const postgres = Object.fromEntries(
    shardNames(sizes.postgres.shardCount).map((shard) => [
      shard,
      { sourceArn: SOURCE.replace("shard-0", shard) },
    ]),
  );
  return recordedManifest(
    { ...sizes, operations: { ...sizes.operations, disasterRecovery: "off" } },
    { [`${PROJECT}:pilot`]: JSON.stringify({ postgres, ...(phase === undefined ? {} : { phase }) }) },
  );
};
const violations = ({ resources, spec, region }: Manifest) =>
  evaluate(RULES, resources, { tier: spec, region }).violations;

describe.each(TIER_NAMES)("at tier %s", (tier) => {
  test("a pilot has a replica of each shard, with a key of its own region, and keeps every rule", async () => {
    const manifest = await recorded(tier);
    const replicas = ofType(manifest, INSTANCE);
    expect(isPilot(manifest.resources)).toBe(true);
    expect(replicas.map(({ inputs }) => inputs["replicateSourceDb"])).toEqual(
      shardNames(manifest.spec.postgres.shardCount).map((shard) => SOURCE.replace("shard-0", shard)),
    );
    for (const { inputs, protect } of replicas) {
      expect([protect, inputs["multiAz"], inputs["backupRetentionPeriod"]]).toEqual([true, false, 0]);
      expect(inputs["kmsKeyId"]).toContain(":kms:us-east-1:");
    }
    expect(violations(manifest)).toEqual([]);
  });

  test("its databases become the platform's, the same resources, and keep every rule", async () => {
    const [waiting, promoted] = [await recorded(tier), await recorded(tier, "promote")];
    const urns = new Set(promoted.resources.map(({ urn }) => urn));
    const gone = waiting.resources.filter(({ urn }) => !urns.has(urn)).map(({ name }) => name);
    expect(gone).toEqual(
      shardNames(waiting.spec.postgres.shardCount).map((shard) => `postgres-${shard}-pilot-stopped`),
    );
    for (const { urn } of ofType(waiting, INSTANCE)) {
      const inputs = promoted.resources.find((one) => one.urn === urn)?.inputs ?? {};
      expect(Object.keys(inputs)).not.toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^(replicateSourceDb|engine|engineVersion|dbName|username)$/),
        ]),
      );
      expect(inputs["multiAz"]).toBe(promoted.spec.postgres.multiAz);
      expect(inputs["backupRetentionPeriod"]).toBe(promoted.spec.postgres.backupRetentionDays);
    }
    expect(violations(promoted)).toEqual([]);
  });
});

test("a replica of which nobody hears when it stops is found", async () => {
  const manifest = await recorded("100");
  const resources = manifest.resources.filter(({ name }) => name !== "postgres-shard-0-pilot-stopped");
  expect(violations({ ...manifest, resources }).map(({ message }) => message)).toEqual([
    "postgres-shard-0-primary: no alarm keeps the promise postgres-replica-stopped; allowed: one with the tag promise. Change the row in models/promises, from which the alarms are made.",
  ]);
});

test("the replicas may have a smaller class until they are promoted", async () => {
  const sizes = tierNamed("500");
  const classesOf = async (phase?: "promote") => {
    const pilot = {
      instanceClass: "db.t4g.medium",
      postgres: { "shard-0": { sourceArn: SOURCE } },
      ...(phase === undefined ? {} : { phase }),
    };
    const manifest = await recordedManifest(sizes, { [`${PROJECT}:pilot`]: JSON.stringify(pilot) });
    return [...new Set(ofType(manifest, INSTANCE).map(({ inputs }) => inputs["instanceClass"]))];
  };
  expect(await classesOf()).toEqual(["db.t4g.medium"]);
  expect(await classesOf("promote")).toEqual([sizes.postgres.instanceClass]);
});

test("a pilot copies nothing to another account before it is promoted, and lets none at its key", async () => {
  const at = (phase?: "promote") => {
    const pilot = {
      postgres: { "shard-0": { sourceArn: SOURCE } },
      ...(phase === undefined ? {} : { phase }),
    };
    return recordedManifest(tierNamed("500"), {
      ...backupAccountIn("us-east-1"),
      [`${PROJECT}:pilot`]: JSON.stringify(pilot),
    });
  };
  const waiting = await at();
  expect(JSON.stringify(waiting.resources)).not.toContain("444455556666");
  expect(violations(waiting)).toEqual([]);
  const promoted = await at("promote");
  expect(ofType(promoted, "aws:backup/selection:Selection")).toHaveLength(1);
  expect(violations(promoted).map(({ policy }) => policy)).toEqual(["require-cost-within-budget"]);
});
