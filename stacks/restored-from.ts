import { arnParts, show, type Problem, type Restore, type Restores } from "../tiers";

/** Where a stack lives. */
interface Place {
  readonly region: string;
  /** Of the roles that deploy it, which are of its account. */
  readonly account: string;
}

const listing = (region: string, field: string): string =>
  `aws rds describe-db-instance-automated-backups --region ${region} --query "DBInstanceAutomatedBackups[].[DBInstanceIdentifier,${field}]" --output text`;

/** What a restore names by an ARN, the same in words, and the field in which RDS says it of a backup. */
const NAMED = [
  ["automatedBackupArn", "an automated backup", "DBInstanceAutomatedBackupsArn"],
  ["kmsKeyArn", "a key", "KmsKeyId"],
] as const satisfies readonly (readonly [keyof Restore, string, string])[];

/**
 * What is wrong with the backups and keys that databases are made from, or keep: RDS reaches neither in another region, and
 * whoever has the other account could take the key away.
 */
export function restoredFromProblems({ postgres }: Restores, { region, account }: Place): Problem[] {
  return Object.entries(postgres).flatMap(([shard, restore]) =>
    NAMED.flatMap(([field, what, answer]): Problem[] => {
      const arn = restore[field];
      if (arn === undefined) return [];
      const found = arnParts(arn);
      if (found.region === region && found.account === account) return [];
      return [
        {
          path: `restore.postgres.${shard}.${field}`,
          given: show(arn),
          allowed: `${what} of ${region} and of account ${account}, where the stack is; see them with: ${listing(region, answer)}`,
        },
      ];
    }),
  );
}
