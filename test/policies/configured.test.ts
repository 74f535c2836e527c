import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";
import type { PolicyResource } from "../../policies/rule";
import { everythingIn } from "../support/everything";
import { breakOne } from "./broken-cases";

/** A stack with a domain, alerts of costs and images of its own, in another region than CloudFront's. */
let manifest: Manifest;
beforeAll(async () => {
  manifest = await recordedManifest("10k", everythingIn("eu-central-1"));
});

const messages = (resources: readonly PolicyResource[]): string[] =>
  evaluate(
    RULES.filter(({ id }) => id !== "require-cost-within-budget"),
    resources,
    { tier: manifest.spec, region: manifest.region },
  ).violations.map(({ policy, message }) => `${policy}: ${message.split("; allowed")[0] ?? ""}`);

/** What the rules say with inputs of one resource set otherwise. */
const broken = (name: string, path: string, value: unknown): string[] =>
  messages(breakOne(manifest.resources, { name, path: `inputs.${path}`, value }));

test("keeps every rule", () => {
  expect(messages(manifest.resources)).toEqual([]);
});

test.each<[string, string, string, unknown, string]>([
  [
    "a name that leads to somebody else's distribution",
    "cdn-alias-a",
    "aliases",
    [{ name: "d111111abcdef8.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false }],
    'require-own-names: cdn-alias-a: "app.example.com" leads to "d111111abcdef8.cloudfront.net"',
  ],
  [
    "a name that the distribution does not answer to",
    "cdn-alias-aaaa",
    "name",
    "old.example.com",
    'require-own-names: cdn-alias-aaaa: "old.example.com" leads to "cdn-distribution.cloudfront.net"',
  ],
  [
    "a name that leads nowhere",
    "cdn-alias-a",
    "aliases",
    [],
    'require-own-names: cdn-alias-a: "app.example.com" leads nowhere',
  ],
  [
    "a proof of somebody else's certificate",
    "cdn-certificate-validation-record",
    "records",
    ["_other.acm-validations.aws"],
    'require-own-names: cdn-certificate-validation-record: "_validate.app.example.com" leads to "_other.acm-validations.aws"',
  ],
  [
    "browsers of another site that report as ours",
    "rum-monitor",
    "domain",
    "app.example.org",
    'require-own-names: rum-monitor: domain is "app.example.org"',
  ],
  [
    "a canary that walks through somebody else's pages",
    "canary-walk",
    "runConfig.environmentVariables.BASE_URL",
    "https://app.example.org",
    'require-own-names: canary-walk: BASE_URL is "https://app.example.org"',
  ],
  [
    "a canary that walks in clear",
    "canary-walk",
    "runConfig.environmentVariables.BASE_URL",
    "http://app.example.com",
    'require-own-names: canary-walk: BASE_URL is "http://app.example.com"',
  ],
  [
    "addresses of its own for a distribution",
    "cdn-distribution",
    "viewerCertificate.sslSupportMethod",
    "vip",
    'require-available-settings: cdn-distribution: viewerCertificate.sslSupportMethod is "vip"',
  ],
  [
    "unusual costs that nobody hears of",
    "operations-anomaly-subscription",
    "monitorArnLists",
    ["arn:aws:ce::123456789012:anomalymonitor/other"],
    "require-heard-budgets: operations-anomaly-monitor: nobody hears what it finds",
  ],
  [
    "alerts of costs to a topic that is not there",
    "operations-anomaly-subscription",
    "subscribers",
    [{ type: "SNS", address: "arn:aws:sns:eu-central-1:123456789012:other" }],
    "require-heard-budgets: operations-anomaly-subscription: arn:aws:sns:eu-central-1:123456789012:other is no topic of the stack",
  ],
  [
    "an alert of every cent",
    "operations-anomaly-subscription",
    "thresholdExpression.dimension.values",
    ["0"],
    'require-watched-settings: operations-anomaly-subscription: thresholdExpression.dimension.values[0] is "0"',
  ],
  [
    "copies of databases in another region",
    "account-copies-plan",
    "rules.0.copyActions.0.destinationVaultArn",
    "arn:aws:backup:eu-west-1:444455556666:backup-vault:prod-copies",
    "require-copies-in-another-account: scaling-tiers-example: databases are copied to arn:aws:backup:eu-west-1:444455556666:backup-vault:prod-copies",
  ],
  [
    "copies that nobody hears of when they stop",
    "alarms-backup-copies",
    "metricQueries.0.metric.dimensions.BackupVaultName",
    "other",
    'require-copies-in-another-account: alarms-backup-copies: it watches the vault "other"',
  ],
  [
    "copies that are kept for a day",
    "account-copies-plan",
    "rules.0.copyActions.0.lifecycle.deleteAfter",
    1,
    "require-durable-settings: account-copies-plan: rules[0].copyActions[0].lifecycle.deleteAfter is 1",
  ],
  [
    "snapshots that the stack goes on owning",
    "qdrant-snapshots-copies-replication",
    "rules.0.destination.accessControlTranslation",
    undefined,
    "require-copies-in-another-account: qdrant-snapshots-bucket: its objects are not copied to the other account, which is to own them",
  ],
  [
    "snapshots under a key of nobody's",
    "qdrant-snapshots-copies-replication",
    "rules.0.destination.encryptionConfiguration.replicaKmsKeyId",
    "arn:aws:kms:eu-central-1:123456789012:key/gone",
    "require-copies-in-another-account: qdrant-snapshots-bucket: its objects are not copied to the other account, which is to own them",
  ],
])("does not let %s pass", (_what, name, path, value, expected) => {
  expect(broken(name, path, value)).toEqual([expected]);
});

/** Rules that see an input of one resource set otherwise, each once. */
const seenBy = (name: string, path: string, value: unknown): string[] => [
  ...new Set(broken(name, path, value).map((message) => message.split(":")[0] ?? "")),
];

// What is said of one account is wrong of everything that names another one.
test.each<[string, string, string, unknown, string[]]>([
  [
    "databases that are copied within the account",
    "account-copies-plan",
    "rules.0.copyActions.0.destinationVaultArn",
    "arn:aws:backup:eu-central-1:123456789012:backup-vault:own",
    ["forbid-foreign-accounts", "require-copies-in-another-account", "require-own-references"],
  ],
  [
    "databases that are copied to a third account",
    "account-copies-plan",
    "rules.0.copyActions.0.destinationVaultArn",
    "arn:aws:backup:eu-central-1:111122223333:backup-vault:other",
    ["forbid-foreign-accounts", "require-copies-in-another-account", "require-own-references"],
  ],
  [
    "snapshots in a third account",
    "qdrant-snapshots-copies-replication",
    "rules.0.destination.account",
    "111122223333",
    ["require-copies-in-another-account", "require-own-references"],
  ],
  [
    "assets in the bucket of the snapshots",
    "cdn-assets-copies-replication",
    "rules.0.destination.bucket",
    "arn:aws:s3:::prod-snapshot-copies",
    ["require-copies-in-another-account"],
  ],
])("%s are seen by every rule on accounts", (_what, name, path, value, rules) => {
  expect(seenBy(name, path, value)).toEqual(rules);
});

test("lets AWS Backup of the other account copy by the key, and nobody else of it", () => {
  const key = manifest.resources.find(({ name }) => name === "encryption-key-key");
  const policy = String(key?.inputs["policy"]);
  const withPolicy = (from: string, to: string): string[] => {
    expect(policy).toContain(from);
    const at = policy.lastIndexOf(from);
    return broken("encryption-key-key", "policy", policy.slice(0, at) + to + policy.slice(at + from.length));
  };
  const said = (wrong: string): string[] => [
    `require-copies-in-another-account: encryption-key-key: its policy ${wrong}`,
  ];
  expect(
    withPolicy("role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup", "role/admin"),
  ).toEqual(said("lets in all of account 444455556666"));
  expect(withPolicy('"kms:CreateGrant","kms:ListGrants"', '"kms:CreateGrant","kms:PutKeyPolicy"')).toEqual(
    said("allows account 444455556666 kms:PutKeyPolicy"),
  );
});

test("does not let AWS Backup copy by the role of something else", () => {
  const other = manifest.resources.find(({ name }) => name === "qdrant-snapshots-copies-replication");
  expect(broken("account-copies-selection", "iamRoleArn", other?.inputs["role"])).toEqual([
    `require-fitting-roles: account-copies-selection: iamRoleArn is ${JSON.stringify(other?.inputs["role"])}`,
  ]);
});

test("names are compared as DNS does: without case, with or without the dot at their end", () => {
  expect(broken("cdn-alias-a", "name", "App.Example.com.")).toEqual([]);
  expect(broken("cdn-certificate-validation-record", "records", ["_VALUE.acm-validations.aws."])).toEqual([]);
});
