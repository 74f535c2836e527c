import { cloudAnswer } from "../../models/cloud-outputs";
import type * as CloudOutputs from "../../models/cloud-outputs";
import { DRY_RUN_CONFIG, STACK } from "../../stacks/dry-run-config";
import type * as platform from "../../stacks/platform";
import { programForEngine } from "../../stacks/program";
import { record } from "../../stacks/recorder";
import { begunRestoreProblems, primaryIdentifier, type Backup } from "../../stacks/restore";
import { parseStackConfig } from "../../stacks/stack-config";
import { tierNamed, type Restore } from "../../tiers";
import { refusalOf } from "../support/refusal";

jest.mock("../../models/cloud-outputs", () => {
  const original = jest.requireActual<typeof CloudOutputs>("../../models/cloud-outputs");
  return { ...original, cloudAnswer: jest.fn(original.cloudAnswer) };
});
jest.mock("../../stacks/platform", () => {
  const original = jest.requireActual<typeof platform>("../../stacks/platform");
  return { ...original, createPlatform: jest.fn(() => ({})) };
});

const KEY = "arn:aws:kms:us-east-1:123456789012:key/stack";
const NOW = new Date("2026-11-29T12:00:00Z");

const parsed = (restore: unknown, further: Record<string, string> = {}) =>
  parseStackConfig({
    project: "scaling-tiers",
    stack: STACK,
    region: "us-east-1",
    values: {
      tier: "500",
      publicAccessCidrs: '["203.0.113.0/24"]',
      deployerRoleArns: '["arn:aws:iam::123456789012:role/deployer"]',
      alertEmail: "alerts@example.com",
      restore: JSON.stringify(restore),
      ...further,
    },
  });

function refusal(restore: unknown, further: Record<string, string> = {}): string {
  return refusalOf(() => parsed(restore, further));
}

const HEADING = 'The configuration of stack "example" is refused:\n  ';
const identifierOf = (role: string): string => primaryIdentifier(parsed({}), role);
const [FORMER, RESTORED] = [identifierOf("shard-0"), identifierOf("shard-0-restored-2")];
const of = (restore: object) => ({ postgres: { "shard-0": { generation: 2, ...restore } } });

test.each([
  ["a snapshot", { snapshot: "before", phase: "create" }],
  ["a point in time", { time: "2026-11-29T02:10:00Z", phase: "use" }],
  [
    "one of an automated backup",
    {
      time: "2026-11-29T02:10:00Z",
      automatedBackupArn: "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-example",
      phase: "create",
    },
  ],
  ["its end, which stays in the configuration", { snapshot: "before" }],
  ["the former instance by its name", { snapshot: "before", phase: "retire", retires: FORMER }],
  ["what takes the place of an instance that is gone, by its name", { snapshot: "before", lost: FORMER }],
  ["the way back by the restored one's name", { snapshot: "before", phase: "create", retires: RESTORED }],
])("%s is accepted", (_, restore) => {
  expect(refusal(of(restore))).toBe("");
});

test.each<readonly [string, unknown, string]>([
  [
    "snapshot and time at once",
    of({ snapshot: "before", time: "2026-11-29T02:10:00Z", phase: "create" }),
    "restore.postgres.shard-0: given snapshot and time; allowed: one of the two: a snapshot is of its own time",
  ],
  [
    "neither",
    of({ phase: "create" }),
    "restore.postgres.shard-0: given neither snapshot nor time; allowed: one of the two: a snapshot is of its own time",
  ],
  [
    "a shard that the stack does not have",
    { postgres: { "shard-1": { generation: 2, snapshot: "before" } } },
    'restore.postgres.shard-1: given {"generation":2,"snapshot":"before"}; allowed: shards that the stack has: shard-0; once a shard is gone: pulumi config rm --path restore.postgres.shard-1',
  ],
  [
    "a time that is not in UTC",
    of({ time: "2026-11-29T02:10:00+01:00", phase: "create" }),
    'restore.postgres.shard-0.time: given "2026-11-29T02:10:00+01:00"; allowed: a time in UTC to the second such as 2026-11-29T02:10:00Z',
  ],
  [
    "the first generation",
    { postgres: { "shard-0": { generation: 1, snapshot: "before" } } },
    "restore.postgres.shard-0.generation: given 1; allowed: at least 2",
  ],
  [
    "an automated backup beside a snapshot",
    of({
      snapshot: "before",
      automatedBackupArn: "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-example",
    }),
    'restore.postgres.shard-0.automatedBackupArn: given "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-example"; allowed: only with a time: a snapshot needs no other backup',
  ],
  [
    "the end of an instance that nobody names",
    of({ snapshot: "before", phase: "retire" }),
    `restore.postgres.shard-0.retires: given nothing; allowed: ${FORMER}, the instance that goes; say so: pulumi config set --path restore.postgres.shard-0.retires ${FORMER}`,
  ],
  [
    "the end of the instance that serves",
    of({ snapshot: "before", phase: "retire", retires: RESTORED }),
    `restore.postgres.shard-0.retires: given "${RESTORED}"; allowed: ${FORMER}, the instance that goes; say so: pulumi config set --path restore.postgres.shard-0.retires ${FORMER}`,
  ],
  [
    "the end of an instance in a phase that lets none go",
    of({ snapshot: "before", phase: "use", retires: FORMER }),
    `restore.postgres.shard-0.retires: given "${FORMER}"; allowed: nothing in phase use: pulumi config rm --path restore.postgres.shard-0.retires`,
  ],
  [
    "an instance that is gone, in a phase that needs it",
    of({ snapshot: "before", phase: "use", lost: FORMER }),
    `restore.postgres.shard-0.lost: given "${FORMER}"; allowed: nothing in phase use, in which the former instance is there: pulumi config rm --path restore.postgres.shard-0.lost`,
  ],
  [
    "another instance than the former one as what is gone",
    of({ snapshot: "before", lost: RESTORED }),
    `restore.postgres.shard-0.lost: given "${RESTORED}"; allowed: ${FORMER}, in whose place the restored instance is; say so: pulumi config set --path restore.postgres.shard-0.lost ${FORMER}`,
  ],
])("%s is refused", (_, restore, problem) => {
  expect(refusal(restore)).toBe(HEADING + problem);
});

test("passwords are not renewed meanwhile", () => {
  expect(
    refusal(of({ snapshot: "before", phase: "create" }), {
      rotation: '{"postgres":{"generation":2,"phase":"add"}}',
    }),
  ).toBe(
    `${HEADING}restore.postgres.shard-0.phase: given "create"; allowed: no phase while passwords are renewed, as the users of one instance would be those of neither; end that first: ./scale rotate postgres`,
  );
});

describe("what an instance is made from", () => {
  const spec = tierNamed("500").postgres;
  const GOOD: Backup = {
    status: "available",
    engineVersion: `${spec.engineVersion}.4`,
    kmsKeyId: KEY,
    allocatedStorageGiB: spec.allocatedStorageGiB,
  };
  const problemOf = (restore: Partial<Restore>, snapshot?: Backup | null): string =>
    begunRestoreProblems(
      [
        {
          shard: "shard-0",
          restore: { generation: 2, phase: "create", ...restore },
          ...(snapshot === undefined ? {} : { snapshot }),
          serving: { kmsKeyId: KEY },
        },
      ],
      spec,
      NOW,
    )
      .map(({ path, given, allowed }) => `${path}: given ${given}; allowed: ${allowed}`)
      .join("\n");

  test("is a snapshot of the stack's engine, key and size, or a time within the backups", () => {
    expect(problemOf({ snapshot: "before" }, GOOD)).toBe("");
    expect(problemOf({ time: "2026-11-29T11:55:00Z" })).toBe("");
    expect(spec.backupRetentionDays).toBe(7);
    expect(problemOf({ time: "2026-11-22T12:00:00Z" })).toBe("");
  });

  test("does not take the place of an instance that RDS has", () => {
    const problems = (serving?: Backup) =>
      begunRestoreProblems(
        [
          {
            shard: "shard-0",
            restore: { generation: 2, time: "2026-11-29T11:55:00Z", lost: FORMER },
            ...(serving === undefined ? {} : { serving }),
          },
        ],
        spec,
        NOW,
      );
    expect(problems()).toEqual([]);
    expect(problems(GOOD)).toEqual([
      {
        path: "restore.postgres.shard-0.lost",
        given: `"${FORMER}"`,
        allowed:
          "an instance that is gone, and RDS has this one; with it there, the restored one is made beside it, in phases: ./scale restore plan --shard 0 without --lost",
      },
    ]);
  });

  test("is whatever is asked for where RDS says nothing, as in a dry run", () => {
    expect(problemOf({ snapshot: "before" }, {})).toBe("");
  });

  const WINDOW =
    "from 2026-11-22T12:00:00Z on, as backups are kept for 7 days, to 2026-11-29T11:55:00Z, which RDS has by now";
  test.each(["2026-11-29T13:00:00Z", "2026-11-29T11:55:01Z", "2026-11-22T11:59:59Z"])(
    "is not of %s",
    (time) => {
      expect(problemOf({ time })).toBe(`restore.postgres.shard-0.time: given "${time}"; allowed: ${WINDOW}`);
    },
  );

  test.each<readonly [string, Backup | null, string]>([
    [
      "that does not exist",
      null,
      'a snapshot that exists: aws rds describe-db-snapshots --query "DBSnapshots[].[SnapshotCreateTime,DBSnapshotIdentifier]" --output text | sort',
    ],
    [
      "that is not ready",
      { ...GOOD, status: "creating" },
      "a snapshot that is available; this one is creating",
    ],
    [
      "of another engine version",
      { ...GOOD, engineVersion: "16.9" },
      "a snapshot of PostgreSQL 17, which the stack has; this one is of 16, for which there is no parameter group (postgres16)",
    ],
    [
      "of another key",
      { ...GOOD, kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/other" },
      `a snapshot encrypted by ${KEY}, the stack's key; this one is by arn:aws:kms:us-east-1:123456789012:key/other. Copy it: aws rds copy-db-snapshot --kms-key-id`,
    ],
    [
      "of a larger disk",
      { ...GOOD, allocatedStorageGiB: 80 },
      "a snapshot of at most 50 GiB, the size that the stack asks for; this one has 80, to which the disk has grown. Say so first: pulumi config set --path overrides.postgres.allocatedStorageGiB 80",
    ],
  ])("is not a snapshot %s", (_, snapshot, allowed) => {
    expect(problemOf({ snapshot: "before" }, snapshot)).toBe(
      `restore.postgres.shard-0.snapshot: given "before"; allowed: ${allowed}`,
    );
  });
});

describe("a stack that has been up", () => {
  const { cloudAnswer: usual } = jest.requireActual<typeof CloudOutputs>("../../models/cloud-outputs");
  afterEach(() => jest.mocked(cloudAnswer).mockImplementation(usual));

  /** What the program says, and which questions it asks RDS. */
  async function asks(
    at: Restore | null,
    wanted: Restore | null,
  ): Promise<{ said: string; asked: string[] }> {
    const asked: string[] = [];
    jest.mocked(cloudAnswer).mockImplementation((token, args) => {
      if (token.startsWith("aws:rds/")) asked.push(token);
      if (token !== "pulumi:pulumi:readStackOutputs") return usual(token, args);
      const restore = at === null ? {} : { restore: { postgres: { "shard-0": at } } };
      return { outputs: { tier: "500", phase: null, ...restore } };
    });
    const restore = JSON.stringify({ postgres: wanted === null ? {} : { "shard-0": wanted } });
    const config = { ...DRY_RUN_CONFIG, "scaling-tiers:tier": "500", "scaling-tiers:restore": restore };
    const said = await record(programForEngine, { project: "scaling-tiers", stack: STACK, config }).then(
      () => "",
      (error: unknown) => (error as Error).message.replace(HEADING, ""),
    );
    return { said, asked };
  }
  const made = { generation: 2, snapshot: "before" } as const;

  test("asks RDS when a restore begins, and never again", async () => {
    expect((await asks(null, { ...made, phase: "create" })).asked.sort()).toEqual([
      "aws:rds/getInstance:getInstance",
      "aws:rds/getSnapshot:getSnapshot",
    ]);
    for (const phase of ["create", "use"] as const)
      expect(await asks({ ...made, phase: "create" }, { ...made, phase })).toEqual({ said: "", asked: [] });
    expect(await asks(made, made)).toEqual({ said: "", asked: [] });
    expect(await asks(null, null)).toEqual({ said: "", asked: [] });
  });

  test("puts a restored instance in the place of one that is gone, and asks RDS for that one before", async () => {
    const { snapshot } = made;
    expect(await asks(null, { generation: 2, snapshot, lost: FORMER })).toEqual({
      said: "",
      asked: expect.arrayContaining(["aws:rds/getInstance:getInstance"]) as string[],
    });
    const at = { ...made, lost: FORMER };
    expect(await asks(at, at)).toEqual({ said: "", asked: [] });
    expect((await asks(at, { generation: 3, snapshot: "later", phase: "create" })).said).toBe("");
    expect(
      (await asks({ ...made, phase: "create" }, { generation: 3, snapshot, lost: RESTORED })).said,
    ).toContain(
      "restore.postgres.shard-0: given generation 3; allowed: the next phase or the one before, as the stack is at generation 2, phase create",
    );
  });

  const NEXT = "all phases: ./scale restore plan --shard 0";
  test.each<readonly [string, Restore | null, Restore | null, string]>([
    [
      "skips no phase",
      null,
      { ...made, phase: "use" },
      `restore.postgres.shard-0: given generation 2, phase use; allowed: the next phase, as the stack is at generation 1, never restored; ${NEXT}`,
    ],
    [
      "restores a shard once at a time",
      { ...made, phase: "use" },
      { generation: 3, snapshot: "later", phase: "create" },
      `restore.postgres.shard-0: given generation 3, phase create; allowed: the next phase or the one before, as the stack is at generation 2, phase use; ${NEXT}`,
    ],
    [
      "does not lose its entry, by which the empty first instance would come back",
      made,
      null,
      `restore.postgres.shard-0: given generation 1, never restored; allowed: the next phase, as the stack is at generation 2; ${NEXT}`,
    ],
    [
      "does not go back to an instance that is gone",
      made,
      { ...made, phase: "retire", retires: FORMER },
      `restore.postgres.shard-0: given generation 2, phase retire; allowed: the next phase, as the stack is at generation 2; ${NEXT}`,
    ],
    [
      "does not change what an instance was made from",
      { ...made, phase: "create" },
      { generation: 2, time: "2026-11-29T02:10:00Z", phase: "use" },
      "restore.postgres.shard-0: given time 2026-11-29T02:10:00Z; allowed: snapshot before, which generation 2 was made from; another restore is generation 3",
    ],
    [
      "does not lose the key of its backup",
      { ...made, kmsKeyArn: KEY },
      made,
      `restore.postgres.shard-0: given snapshot before; allowed: snapshot before with key ${KEY}, which generation 2 was made from; another restore is generation 3`,
    ],
    [
      "gives up a restore by naming the instance that was made",
      { ...made, phase: "create" },
      null,
      "restore.postgres.shard-0: given generation 1, never restored; allowed: phase create with retires first, which lifts the protection of the restored instance: pulumi config set --path restore.postgres.shard-0.retires <its identifier>",
    ],
  ])("%s", async (_, at, wanted, problem) => {
    expect((await asks(at, wanted)).said).toBe(problem);
  });
});
