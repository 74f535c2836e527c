import { parseStackConfig } from "../../stacks/stack-config";
import { refusalOf } from "../support/refusal";

const GOOD = {
  vaultArn: "arn:aws:backup:eu-central-1:444455556666:backup-vault:prod-copies",
  keyArn: "arn:aws:kms:eu-central-1:444455556666:key/copies",
  snapshotBucketArn: "arn:aws:s3:::prod-snapshot-copies",
  assetBucketArn: "arn:aws:s3:::prod-asset-copies",
};

const refusal = (backupAccount: unknown): string =>
  refusalOf(() =>
    parseStackConfig({
      project: "scaling-tiers",
      stack: "prod",
      region: "eu-central-1",
      values: {
        tier: "500",
        publicAccessCidrs: '["203.0.113.0/24"]',
        deployerRoleArns: '["arn:aws:iam::123456789012:role/deployer"]',
        alertEmail: "alerts@example.com",
        backupAccount: JSON.stringify(backupAccount),
      },
    }),
  ).replace('The configuration of stack "prod" is refused:\n  ', "");

test("vault, key and buckets of another account, in the stack's region", () => {
  expect(refusal(GOOD)).toBe("");
});

test.each<[string, Partial<typeof GOOD>, string]>([
  [
    "a vault of the stack's own account",
    {
      vaultArn: GOOD.vaultArn.replace("444455556666", "123456789012"),
      keyArn: GOOD.keyArn.replace("444455556666", "123456789012"),
    },
    `backupAccount.vaultArn: given "arn:aws:backup:eu-central-1:123456789012:backup-vault:prod-copies"; allowed: one of another account than 123456789012, which is the stack's: its credentials could delete the copies`,
  ],
  [
    "a vault of another region",
    { vaultArn: GOOD.vaultArn.replace("eu-central-1", "eu-west-1") },
    `backupAccount.vaultArn: given "arn:aws:backup:eu-west-1:444455556666:backup-vault:prod-copies"; allowed: one of eu-central-1, where the stack is: RDS copies to another account or region, not both`,
  ],
  [
    "a key of a third account",
    { keyArn: GOOD.keyArn.replace("444455556666", "111122223333") },
    `backupAccount.keyArn: given "arn:aws:kms:eu-central-1:111122223333:key/copies"; allowed: a key of account 444455556666, which has the vault`,
  ],
  [
    "one bucket for both",
    { assetBucketArn: GOOD.snapshotBucketArn },
    `backupAccount.assetBucketArn: given "arn:aws:s3:::prod-snapshot-copies"; allowed: another bucket than that of the snapshots: their keys would mix`,
  ],
  [
    "a name in place of an ARN",
    { vaultArn: "prod-copies" },
    `backupAccount.vaultArn: given "prod-copies"; allowed: an ARN that the other account's stack shows, such as arn:aws:backup:us-east-1:444455556666:backup-vault:prod`,
  ],
])("%s is refused", (_what, change, message) => {
  expect(refusal({ ...GOOD, ...change })).toBe(message);
});

test("all of it is needed, and everything wrong is said at once", () => {
  const missing = (field: string, what: string, example: string) =>
    `backupAccount.${field}: given nothing; allowed: the ARN of ${what} in the other account; set it with: pulumi config set --path backupAccount.${field} ${example}`;
  expect(refusal({ vaultArn: GOOD.vaultArn })).toBe(
    [
      missing("keyArn", "the key of the vault", "arn:aws:kms:us-east-1:444455556666:key/example"),
      missing("snapshotBucketArn", "the bucket of Qdrant's snapshots", "arn:aws:s3:::prod-snapshots"),
      missing("assetBucketArn", "the bucket of the assets", "arn:aws:s3:::prod-assets"),
    ].join("\n  "),
  );
  expect(refusal(GOOD.vaultArn)).toBe(
    `backupAccount: given "${GOOD.vaultArn}"; allowed: an object with the keys vaultArn, keyArn, snapshotBucketArn and assetBucketArn; set it with: pulumi config set --path backupAccount.vaultArn arn:aws:backup:us-east-1:444455556666:backup-vault:prod`,
  );
});
