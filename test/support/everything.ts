import { DRY_RUN_REGION, PROJECT } from "../../stacks/dry-run-config";

/** Copies in another account, of a stack in a region. */
export const backupAccountIn = (region: string): Record<string, string> => ({
  [`${PROJECT}:backupAccount`]: JSON.stringify({
    vaultArn: `arn:aws:backup:${region}:444455556666:backup-vault:prod-copies`,
    keyArn: `arn:aws:kms:${region}:444455556666:key/copies`,
    snapshotBucketArn: "arn:aws:s3:::prod-snapshot-copies",
    assetBucketArn: "arn:aws:s3:::prod-asset-copies",
  }),
});

/** Everything that a stack's configuration can switch on beside what every tier has. */
export const EVERYTHING: Readonly<Record<string, string>> = {
  ...backupAccountIn(DRY_RUN_REGION),
  [`${PROJECT}:domain`]: '{"name":"app.example.com","hostedZoneId":"Z0123456789ABCDEFGHIJ"}',
  [`${PROJECT}:costAnomaly`]: '{"create":true}',
  [`${PROJECT}:activateCostTags`]: "true",
  [`${PROJECT}:appImage`]: "registry.example.com/app:1.4.2",
  [`${PROJECT}:nextImage`]: "registry.example.com/app:1.5.0",
  [`${PROJECT}:appMigration`]: '["node","migrate.js"]',
  [`${PROJECT}:appEnvironment`]: '{"LOG_LEVEL":"info","worker":{"CONCURRENCY":4}}',
  [`${PROJECT}:appSecrets`]: JSON.stringify({
    STRIPE_KEY: { secure: "v1:as-pulumi-writes-it" },
    MODEL_KEY: "arn:aws:secretsmanager:us-east-1:123456789012:secret:model-AbCdEf",
  }),
};

/** The same in another region than that of dry runs. */
export const everythingIn = (region: string): Record<string, string> => ({
  ...EVERYTHING,
  ...backupAccountIn(region),
  "aws:region": region,
});
