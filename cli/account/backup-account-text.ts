import { Document } from "yaml";
import { BACKUP_ACCOUNT_OUTPUTS, copiesName, type BackedUpStack } from "../../models/account/backup-template";
import type { Template } from "../../models/account/template";

function lockWords(days: number | undefined): string {
  if (days === undefined)
    return "Administrators of this account can take the vault's lock away; by --compliance-lock nobody could.";
  return `From ${days} days after the deployment on nobody can take the vault's lock away or change it: not root, not AWS.`;
}

/** Who deploys the template, how, and what the stack is told then. */
function heading({ stack, region, complianceLockDays, restoredIn }: BackedUpStack): string {
  const name = copiesName(stack);
  return [
    `For another account of the same AWS Organization. Nobody who has credentials of stack ${stack}'s account has any there.`,
    lockWords(complianceLockDays),
    ...(restoredIn === undefined
      ? []
      : [`Account ${restoredIn} may read the copies, to restore the stack there.`]),
    "",
    "There, with this file as backup-account.yaml; the role is refused where there is one already, and that is fine:",
    "  aws iam create-service-linked-role --aws-service-name backup.amazonaws.com",
    `  aws cloudformation deploy --region ${region} --stack-name ${name} --template-file backup-account.yaml`,
    `  aws cloudformation describe-stacks --region ${region} --stack-name ${name} --query "Stacks[0].Outputs[].[OutputKey,OutputValue]" --output text`,
    "",
    `Then, where stack ${stack} is deployed, with what the last command printed:`,
    ...Object.entries(BACKUP_ACCOUNT_OUTPUTS).map(
      ([output, setting]) =>
        `  pulumi config set --stack ${stack} --path backupAccount.${setting} <${output}>`,
    ),
  ]
    .map((line) => (line === "" ? "" : ` ${line}`))
    .join("\n");
}

/** The template as YAML, with what to do with it at its top. */
export function backupAccountText(stack: BackedUpStack, template: Template): string {
  // CloudFormation reads YAML 1.1, where an account of digits and a day would be no texts, and knows no aliases.
  const document = new Document(template, { version: "1.1", aliasDuplicateObjects: false });
  document.commentBefore = heading(stack);
  return document.toString({ lineWidth: 0, directives: false });
}
