import { backupRoleArn } from "../../kinds/backup/service-role";
import type { PolicyResource } from "../rule";
import { statementsOf, type Condition, type Statement } from "../statements";

/** What AWS Backup of the other account does with the key of a snapshot that it copies. */
const READS = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];
const GRANTS = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

const isEqual = ({ operator, key, values }: Condition, wanted: string, value: string): boolean =>
  /^(Arn|String)Equals$/.test(operator) && key === wanted && values.length === 1 && values[0] === value;

/** What is wrong with a statement of a key that lets another account in: its AWS Backup may copy by it, and nobody else. */
function problemOf({ actions, conditions }: Statement, account: string): string | undefined {
  const isByBackup = conditions.some((condition) =>
    isEqual(condition, "aws:principalarn", backupRoleArn(account, partitionOf(condition))),
  );
  if (!isByBackup) return `lets in all of account ${account}`;
  const isToServices = conditions.some(
    ({ operator, key, values }) =>
      operator === "Bool" && key === "kms:grantisforawsresource" && values.join() === "true",
  );
  const known = isToServices ? [...READS, ...GRANTS] : READS;
  const further = actions.filter((action) => !known.includes(action));
  return further.length === 0 ? undefined : `allows account ${account} ${further.join(", ")}`;
}

const partitionOf = ({ values: [value = ""] }: Condition): string => value.split(":")[1] ?? "";

/** What a key's policy allows another account beyond what copies of snapshots need. */
export const beyondCopies = ({ inputs }: PolicyResource, account: string): readonly string[] =>
  statementsOf(inputs["policy"])
    .filter(
      ({ effect, principals }) =>
        effect === "Allow" && principals.some(({ value }) => value.includes(`:${account}:`)),
    )
    .flatMap((statement) => problemOf(statement, account) ?? []);
