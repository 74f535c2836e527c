import { z } from "zod";
import { arnParts, show, type Problem } from "../tiers";

const arnOf = (service: string, resource: string, example: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{0,12}:?${resource}$`), {
    message: `an ARN that the other account's stack shows, such as ${example}`,
  });

/** What `scale backup-account` makes in the other account. */
export const backupAccountSchema = z
  .strictObject({
    vaultArn: arnOf(
      "backup",
      "backup-vault:[A-Za-z0-9_-]{2,50}",
      "arn:aws:backup:us-east-1:444455556666:backup-vault:prod",
    ),
    keyArn: arnOf("kms", "key/\\S+", "arn:aws:kms:us-east-1:444455556666:key/example"),
    snapshotBucketArn: arnOf("s3", "[a-z0-9.-]{3,63}", "arn:aws:s3:::prod-snapshots"),
    assetBucketArn: arnOf("s3", "[a-z0-9.-]{3,63}", "arn:aws:s3:::prod-assets"),
  })
  .optional()
  .describe(
    "Vault, key and buckets of another account, where copies lie of what this one's credentials could delete ([backup-account.md](backup-account.md)). Default: no copies there.",
  );

export type BackupAccount = NonNullable<z.infer<typeof backupAccountSchema>>;

/**
 * What is wrong with where copies are to lie.
 * @param place region of the stack, and account of the roles that deploy it
 */
export function backupAccountProblems(
  given: BackupAccount | undefined,
  { region, account }: { readonly region: string; readonly account: string },
): Problem[] {
  if (given === undefined) return [];
  const { vaultArn, keyArn, snapshotBucketArn, assetBucketArn } = given;
  const problem = (field: keyof BackupAccount, allowed: string): Problem => ({
    path: `backupAccount.${field}`,
    given: show(given[field]),
    allowed,
  });
  return [
    ...(["vaultArn", "keyArn"] as const)
      .filter((field) => arnParts(given[field]).region !== region)
      .map((field) =>
        problem(
          field,
          `one of ${region}, where the stack is: RDS copies to another account or region, not both`,
        ),
      ),
    ...(arnParts(vaultArn).account === account
      ? [
          problem(
            "vaultArn",
            `one of another account than ${account}, which is the stack's: its credentials could delete the copies`,
          ),
        ]
      : []),
    ...(arnParts(keyArn).account === arnParts(vaultArn).account
      ? []
      : [problem("keyArn", `a key of account ${arnParts(vaultArn).account}, which has the vault`)]),
    ...(snapshotBucketArn === assetBucketArn
      ? [problem("assetBucketArn", "another bucket than that of the snapshots: their keys would mix")]
      : []),
  ];
}
