import { PROJECT } from "../../stacks/dry-run-config";

/** Everything that a stack's configuration can switch on beside what every tier has. */
export const EVERYTHING: Readonly<Record<string, string>> = {
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
