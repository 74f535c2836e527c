import { parseStackConfig } from "../../stacks/stack-config";
import { refusalOf } from "../support/refusal";

function refusal(tier: string, further: Record<string, string>, region = "us-east-1"): string {
  return refusalOf(() =>
    parseStackConfig({
      project: "scaling-tiers",
      stack: "prod",
      region,
      values: {
        tier,
        publicAccessCidrs: '["203.0.113.0/24"]',
        deployerRoleArns: '["arn:aws:iam::123456789012:role/deployer"]',
        alertEmail: "alerts@example.com",
        ...further,
      },
    }),
  );
}

const HEADING = 'The configuration of stack "prod" is refused:\n  ';
const MODE = '{"operations":{"disasterRecovery":"backup"}}';

test("a tier with copies needs a region for them, and says how to go without", () => {
  const missing = `${HEADING}disasterRecoveryRegion: given nothing; allowed: a region for the copies that operations.disasterRecovery (backup) asks for, where your data may lie; set it with: pulumi config set disasterRecoveryRegion us-west-2; or go without: pulumi config set --path overrides.operations.disasterRecovery off`;
  expect(refusal("20k", {})).toBe(missing);
  expect(refusal("500", { overrides: MODE })).toBe(missing);
  expect(refusal("20k", { overrides: '{"operations":{"disasterRecovery":"off"}}' })).toBe("");
  expect(refusal("20k", { disasterRecoveryRegion: "us-west-2" })).toBe("");
  // Named early it harms nobody.
  expect(refusal("100", { disasterRecoveryRegion: "us-west-2" })).toBe("");
});

test.each([
  [
    "us-east-1",
    '"us-east-1"; allowed: another region than aws:region (us-east-1): with it the copies would be lost as well',
  ],
  [
    "us-west-22",
    '"us-west-22"; allowed: a region that this release knows, did you mean "us-west-2"?; if us-west-22 is a new one, add to tiers/region-facts.json what AWS offers there',
  ],
  ["the moon", '"the moon"; allowed: an AWS region such as us-east-1 or eu-central-1'],
])("no copies in %s", (region, message) => {
  expect(refusal("20k", { disasterRecoveryRegion: region })).toBe(
    `${HEADING}disasterRecoveryRegion: given ${message}`,
  );
});

test("the key of a copy is named by its ARN", () => {
  const shard = { generation: 2, time: "2026-11-30T01:00:00Z", kmsKeyArn: "alias/copies" };
  expect(refusal("500", { restore: JSON.stringify({ postgres: { "shard-0": shard } }) })).toBe(
    `${HEADING}restore.postgres.shard-0.kmsKeyArn: given "alias/copies"; allowed: the ARN of a KMS key such as arn:aws:kms:us-west-2:123456789012:key/example`,
  );
});

const KEY = "arn:aws:kms:us-east-1:123456789012:key/copies";
const BACKUP = "arn:aws:rds:us-east-1:123456789012:auto-backup:ab-copy";
const elsewhere = (arn: string): string => arn.replace("us-east-1", "us-west-2");
const ofAnother = (arn: string): string => arn.replace("123456789012", "444455556666");
const KEYS = "see them with: aws rds describe-db-instance-automated-backups --region us-east-1 --query";

test.each<readonly [string, object, string]>([
  ["a copy and its key of the stack's region and account", {}, ""],
  [
    "a key of another region",
    { kmsKeyArn: elsewhere(KEY) },
    `kmsKeyArn: given "${elsewhere(KEY)}"; allowed: a key of us-east-1 and of account 123456789012, where the stack is; ${KEYS} "DBInstanceAutomatedBackups[].[DBInstanceIdentifier,KmsKeyId]" --output text`,
  ],
  [
    "a key of another account",
    { kmsKeyArn: ofAnother(KEY) },
    `kmsKeyArn: given "${ofAnother(KEY)}"; allowed: a key of us-east-1 and of account 123456789012, where the stack is; ${KEYS} "DBInstanceAutomatedBackups[].[DBInstanceIdentifier,KmsKeyId]" --output text`,
  ],
  [
    "a backup of another region",
    { automatedBackupArn: elsewhere(BACKUP) },
    `automatedBackupArn: given "${elsewhere(BACKUP)}"; allowed: an automated backup of us-east-1 and of account 123456789012, where the stack is; ${KEYS} "DBInstanceAutomatedBackups[].[DBInstanceIdentifier,DBInstanceAutomatedBackupsArn]" --output text`,
  ],
])("a database is made of %s", (_, changes, problem) => {
  const copy = { generation: 2, time: "2026-11-30T01:00:00Z", automatedBackupArn: BACKUP, kmsKeyArn: KEY };
  const restore = JSON.stringify({ postgres: { "shard-0": { ...copy, ...changes } } });
  expect(refusal("500", { restore })).toBe(
    problem === "" ? "" : `${HEADING}restore.postgres.shard-0.${problem}`,
  );
});

test("it is refused together with whatever else is wrong", () => {
  expect(refusal("20k", { disasterRecoveryRegion: "us-east-1", alertEmail: "nobody" }).split("\n")).toEqual([
    'The configuration of stack "prod" is refused:',
    '  disasterRecoveryRegion: given "us-east-1"; allowed: another region than aws:region (us-east-1): with it the copies would be lost as well',
    '  alertEmail: given "nobody"; allowed: an e-mail address',
  ]);
});
