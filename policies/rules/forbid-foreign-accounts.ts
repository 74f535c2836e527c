import { BACKUP_PLAN, backupAccount, namedArns, ownAccount } from "../effects/accounts";
import { KEY } from "../effects/companions";
import type { StackRule } from "../rule";

/** What must name the account of the copies: what copies, and the key that is read by it. No role trusts it. */
const COPYING: readonly string[] = [
  BACKUP_PLAN,
  KEY,
  "aws:iam/rolePolicy:RolePolicy",
  "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
];

export const forbidForeignAccounts: StackRule = {
  id: "forbid-foreign-accounts",
  title: "Nothing rests on another account, and none is let in but the one of the copies",
  rationale: "What lies in another account is read, changed or taken away by people whom nobody here knows.",
  remedy: "Name a resource of the stack's own account; a partner gets a waiver with his name.",
  severity: "critical",
  source: "AWS Well-Architected, SEC03-BP07",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const own = ownAccount(resources);
    const ofCopies = backupAccount(resources);
    return namedArns(resources)
      .filter(
        ({ resource, account }) =>
          account !== own && !(account === ofCopies && COPYING.includes(resource.type)),
      )
      .map(({ resource, arn }) => ({
        urn: resource.urn,
        wrong: `it names ${arn}`,
        allowed: `account ${String(own)}`,
      }));
  },
};
