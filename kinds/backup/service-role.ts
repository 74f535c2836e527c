/** The role by which AWS Backup of an account copies into its vaults; AWS makes it, and nobody else can take it. */
export const backupRoleArn = (account: string, partition = "aws"): string =>
  `arn:${partition}:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
