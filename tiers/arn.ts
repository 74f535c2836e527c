/** What an ARN says of where its object is; empty texts where it says nothing. */
export interface ArnParts {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** All that follows the account. */
  readonly resource: string;
}

/** Parts of an ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). */
export function arnParts(arn: string): ArnParts {
  const [, , , region = "", account = "", ...resource] = arn.split(":");
  return { region, account, resource: resource.join(":") };
}

/** Name of a vault of AWS Backup, by which CloudWatch knows it. */
export const vaultNameOf = (arn: string): string => arnParts(arn).resource.replace(/^backup-vault:/, "");
