import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { awsCli } from "../../../cli/engine/aws-cli";
import { rebuildDocument } from "../../../cli/engine/rebuild-document";
import { refuseMixed } from "../../../cli/engine/rebuild-request";
import { PLAIN } from "../../../cli/print/style";
import { textOf } from "../../../cli/print/text-printer";
import { rebuiltStateSchema, type RebuiltState } from "../../../models/reports/rebuilt-state";

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aws-"));
  env = { PATH: [folder, "/usr/bin", "/bin"].join(delimiter) };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function awsThat(script: string): void {
  const file = join(folder, "aws");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "no refusal",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

test.each([
  [{ import: true }, "--import goes with --rebuild: it takes what is found into an empty state."],
  [
    { rebuild: true, clear: true },
    "--rebuild is for a state that is lost; --clear, --exists and --absent are for one that an interrupted run has left.",
  ],
] as const)("options that do not go together: %j", (options, message) => {
  expect(() => {
    refuseMixed(options);
  }).toThrow(message);
});

test("the AWS CLI is asked with the profile of the stack, without a pager", async () => {
  awsThat('echo "$AWS_PROFILE $AWS_PAGER. $*"');
  expect(await awsCli(env, "prod")(["sts", "get-caller-identity"])).toBe("prod . sts get-caller-identity\n");
});

test.each([
  "NoSuchEntity",
  "LoadBalancerNotFound",
  "ResourceNotFoundException",
  "AWS.SimpleQueueService.NonExistentQueue",
])("%s means that it is not there", async (code) => {
  awsThat(`echo "An error occurred (${code}) when calling the operation: no" >&2; exit 254`);
  expect(await awsCli(env)(["iam", "get-role"])).toBeNull();
});

test("a refusal of AWS is handed on, and nothing is taken for absent", async () => {
  awsThat('echo "An error occurred (AccessDenied) when calling the GetRole operation: no" >&2; exit 254');
  expect(await refusal(awsCli(env)(["iam", "get-role", "--role-name", "x"]))).toBe(
    "aws iam get-role was refused: An error occurred (AccessDenied) when calling the GetRole operation: no",
  );
});

test("a machine without the AWS CLI is told where to get it", async () => {
  const none = { PATH: join(folder, "none") };
  expect(await refusal(awsCli(none)(["sts", "get-caller-identity"]))).toBe(
    "The AWS CLI is needed to look up what is there, and is not installed: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  );
});

const REPORT: RebuiltState = {
  schemaVersion: 1,
  project: "scaling-tiers",
  stack: "prod",
  account: "111122223333",
  region: "us-east-1",
  found: [{ urn: "urn:a", type: "aws:ec2/vpc:Vpc", name: "network-vpc", id: "vpc-1" }],
  fromSecrets: ["valkey-password"],
  notFound: [
    {
      urn: "urn:b",
      type: "aws:sqs/queue:Queue",
      name: "app-jobs",
      why: "nothing is found by: aws sqs get-queue-url",
    },
  ],
  onlyInState: [],
  adopted: null,
  next: ["./scale recover prod --rebuild --import"],
};

test("what was imported may stand in clear in versions of the state that were kept on the way, and that is said", () => {
  expect(textOf(rebuildDocument({ ...REPORT, adopted: 1 }), PLAIN).replaceAll("\n", " ")).toContain(
    "Passwords are secrets of the state. Versions of it that the backend has kept from these minutes may hold them in clear: remove those, as docs/recovery.md tells, or renew the passwords: ./scale rotate.",
  );
});

test("what is found is counted, what is not is named, and no secret is in it", () => {
  rebuiltStateSchema.parse(REPORT);
  expect(textOf(rebuildDocument(REPORT), PLAIN))
    .toBe(`State of stack prod, from what is in account 111122223333, us-east-1
would be taken into the state   1 object
passwords from Secrets Manager  1
not found                       1
in the lost state alone         0

Not found; the next up makes it anew
└─ aws:sqs/queue:Queue app-jobs: nothing is found by: aws sqs get-queue-url

Nothing was changed. Names are taken as they are: whether such an object is
there shows when it is read.

Next
  1. ./scale recover prod --rebuild --import
`);
});
