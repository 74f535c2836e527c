import { z } from "zod";
import { unwrapSchema, type Problem } from "../tiers";

/** How a setting is set by the command line of Pulumi. */
interface Way {
  /** What it takes, in words. */
  readonly takes: string;
  /** What `pulumi config set` names; with `--path` where it is a part of the setting. */
  readonly target: string;
  readonly example: string;
}

const ways: readonly (readonly [path: string, takes: string, target: string, example: string])[] = [
  ["publicAccessCidrs", "a list of CIDR blocks", "publicAccessCidrs[0]", "203.0.113.7/32"],
  [
    "deployerRoleArns",
    "a list of ARNs of IAM roles",
    "deployerRoleArns[0]",
    "arn:aws:iam::123456789012:role/deployer",
  ],
  ["zoneIds", "a list of three zone ids", "zoneIds[0]", "use1-az1"],
  ["alertEmail", "an e-mail address", "alertEmail", "you@example.com"],
  ["budgetOwner", "a name", "budgetOwner", "platform-team"],
  ["domain", "an object with the keys name and hostedZoneId", "domain.name", "app.example.com"],
  ["domain.name", "a host name", "domain.name", "app.example.com"],
  ["domain.hostedZoneId", "the id of a Route 53 hosted zone", "domain.hostedZoneId", "Z0123456789ABCDEFGHIJ"],
  ["maintenance", "an object with the keys cronUtc and durationHours", "maintenance.cronUtc", "0 0 * * 0"],
  ["maintenance.cronUtc", "one time a week, in UTC", "maintenance.cronUtc", "0 0 * * 0"],
  ["maintenance.durationHours", "a whole number of hours", "maintenance.durationHours", "7"],
  ["natGeneration", "a whole number", "natGeneration", "2"],
  ["costAnomaly", "an object with the key create or existingMonitorArn", "costAnomaly.create", "true"],
  [
    "backupAccount",
    "an object with the keys vaultArn, keyArn, snapshotBucketArn and assetBucketArn",
    "backupAccount.vaultArn",
    "arn:aws:backup:us-east-1:444455556666:backup-vault:prod",
  ],
  ...(
    [
      ["vaultArn", "a vault of AWS Backup", "arn:aws:backup:us-east-1:444455556666:backup-vault:prod"],
      ["keyArn", "the key of the vault", "arn:aws:kms:us-east-1:444455556666:key/example"],
      ["snapshotBucketArn", "the bucket of Qdrant's snapshots", "arn:aws:s3:::prod-snapshots"],
      ["assetBucketArn", "the bucket of the assets", "arn:aws:s3:::prod-assets"],
    ] as const
  ).map(
    ([field, what, example]) =>
      [
        `backupAccount.${field}`,
        `the ARN of ${what} in the other account`,
        `backupAccount.${field}`,
        example,
      ] as const,
  ),
  ["phase", "an object with the keys from and name", "phase.from", "100"],
  ["phase.from", "the tier the stack comes from", "phase.from", "100"],
  ["overrides", "an object with fields of the tier", "overrides.postgres.multiAz", "true"],
];
const WAYS: ReadonlyMap<string, Way> = new Map(
  ways.map(([path, takes, target, example]) => [path, { takes, target, example }]),
);

/** Whether a text is what a list takes: the likeliest mistake of all is a list of one, given as that one. */
function isElement(schema: z.core.$ZodType, text: string): boolean {
  const list = unwrapSchema(schema);
  return list instanceof z.ZodArray && z.safeParse(list.element, text).success;
}

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** What a setting takes and how to set it; undefined where the schema's own words have to do. */
export function settingWay(
  path: string,
  schema: z.core.$ZodType | undefined,
  given?: string,
): string | undefined {
  if (schema !== undefined && unwrapSchema(schema) instanceof z.ZodBoolean)
    return `true or false; set it with: pulumi config set ${path} true`;
  const own = WAYS.get(path);
  if (own === undefined) return undefined;
  const { takes, target, example } = own;
  const value = given !== undefined && schema !== undefined && isElement(schema, given) ? given : example;
  const flag = /[[.]/.test(target) ? "--path " : "";
  return `${takes}; set it with: pulumi config set ${flag}${quoted(target)} ${quoted(value)}`;
}

/** What the schema says of a value of a wrong type, or of none. */
const IS_OF_TYPE =
  /^(a list|an object|a value of type|true or false|a whole number|text in quotes|at least \d+ long)/;

/** A problem in the words that mend it, where a setting is missing or of another type. */
export function withWay(problem: Problem, shape: Readonly<Record<string, z.core.$ZodType>>): Problem {
  const { path, given, allowed } = problem;
  const isAbsent = given === "nothing" || given === '""';
  if (allowed.includes("pulumi config") || !(isAbsent || IS_OF_TYPE.test(allowed))) return problem;
  const schema = Object.hasOwn(shape, path) ? shape[path] : undefined;
  return { ...problem, allowed: settingWay(path, schema) ?? allowed };
}
