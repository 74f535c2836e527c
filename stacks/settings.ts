import { z } from "zod";
import { maintenanceProblem } from "../components/shared/maintenance";
import {
  InputError,
  addressRange,
  pilotSchema,
  problemsOf,
  rotationProblems,
  restoresSchema,
  rotationsSchema,
  show,
  stackSizesSchema,
  unusableIn,
  type Problem,
} from "../tiers";
import { backupAccountSchema } from "./backup-account";
import { decommissionSchema } from "./decommission";
import { FIXED_NOTE } from "./fixed-values";
import type { Hide } from "./hidden";
import { IMAGE_REFERENCE_ALLOWED, isImageReference } from "./image-reference";
import { publicAccessProblems } from "./public-access";
import { withWay } from "./setting-commands";

const CIDR_WORDS = "CIDR blocks such as 203.0.113.7/32";
const cidr = z
  .union([z.cidrv4(), z.cidrv6(), z.string()], { error: CIDR_WORDS })
  .refine((text) => addressRange(text) !== undefined, { message: CIDR_WORDS });

const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, {
  message:
    "ARNs of IAM roles such as arn:aws:iam::123456789012:role/deployer; EKS refuses the ARN of an STS session, so give the role behind it",
});

const image = z.string().refine(isImageReference, { message: IMAGE_REFERENCE_ALLOWED });

const word = (pattern: RegExp, message: string) => z.string().regex(pattern, { message });

/** What a rule of the load balancer may name: five values, of up to 128 characters (ELB quotas and API, PathPatternConditionConfig). */
const workflowPaths = z
  .array(
    word(
      /^\/[A-Za-z0-9_.$/~"'@:+&*?-]+$/,
      "a path such as /api/content/* with letters, digits and * or ?",
    ).max(128),
  )
  .min(1)
  .max(5);

const canaryPath = word(/^\/[\w.~%/?=&-]*$/, "a path such as /dashboard").max(256);

/** Values of one stack, under `scaling-tiers:` in `Pulumi.<stack>.yaml`. */
export const settingsSchema = z.strictObject({
  environment: word(
    /^[A-Za-z][A-Za-z0-9-]*$/,
    "letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod",
  )
    .optional()
    .describe(`Name of the environment in tags and physical names. Default: the stack's name. ${FIXED_NOTE}`),
  publicAccessCidrs: z
    .array(cidr)
    .default([])
    .describe(
      "Addresses that may reach the cluster's API from the internet: at most 40 CIDR blocks of public IPv4, none within another. Required unless clusterApi is private.",
    ),
  clusterApi: z
    .enum(["public", "private"])
    .default("public")
    .describe(
      "`private` closes the API to the internet; `pulumi up` must then run inside the VPC (VPN, CodeBuild).",
    ),
  allowOpenClusterApi: z
    .boolean()
    .default(false)
    .describe("Accepts 0.0.0.0/0 in publicAccessCidrs, and whatever holds more of the internet than a /8."),
  deployerRoleArns: z
    .array(roleArn)
    .min(1)
    .describe("IAM roles that administer the cluster; the one that runs `pulumi up` must be among them."),
  alertEmail: z.email({ message: "an e-mail address" }).describe("Receives budget and cost alerts."),
  budgetOwner: z.string().min(1).optional().describe("Who answers for the budget. Default: alertEmail."),
  domain: z
    .strictObject({
      name: word(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a host name such as app.example.com"),
      hostedZoneId: word(/^Z[A-Z0-9]+$/, "the id of a Route 53 hosted zone such as Z0123456789ABCDEFGHIJ"),
    })
    .optional()
    .describe(
      "Own domain of the CDN; with cdn.originTls CloudFront speaks TLS to the load balancer, and only the domain answers. Default: the name CloudFront gives.",
    ),
  appImage: image
    .optional()
    .describe(
      "Image of web and worker; [application.md](application.md) says what it must do. Default: the built-in placeholder.",
    ),
  nextImage: image
    .optional()
    .describe(
      "Image of the next release behind the weighted service. Default: appImage, and no request goes to it.",
    ),
  wafExcludedPaths: z
    .array(
      word(
        /^(?:\/[A-Za-z0-9_.~-]*[A-Za-z0-9_~-])+$/,
        "a path below the root such as /api/generate, without a slash at its end, a query or a wildcard",
      ).max(60),
    )
    .max(4)
    .default([])
    .describe(
      "Paths, with all below them, whose requests the firewall's rules for bodies pass over: where users send HTML or prompts.",
    ),
  workflowPaths: z
    .strictObject({ content: workflowPaths, social: workflowPaths })
    .default({ content: ["/api/content/*"], social: ["/api/social/*"] })
    .describe(
      "Paths that generate content and publish posts, with `*` and `?`: their answers have targets of their own, and all other paths that of the dashboard.",
    ),
  canaryPaths: z
    .strictObject({ dashboard: canaryPath, content: canaryPath, social: canaryPath })
    .partial()
    .default({})
    .describe(
      "Paths that the canary asks with GET instead of its own, by workflow. Each must answer with a status below 400, without side effects; its own paths below /api/ are taken for answered by any status below 500.",
    ),
  canaryTokenSecretArn: word(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+$/,
    "the ARN of a secret in Secrets Manager",
  )
    .optional()
    .describe(
      "A secret whose whole text the canary sends as `Authorization: Bearer …`, for a test user of the product's own.",
    ),
  appEnvironment: z
    .record(z.string(), z.unknown())
    .default({})
    .describe(
      "The application's own variables, by name, for all pods; below `web`, `worker`, `next` or `migration` those that it alone has.",
    ),
  appSecrets: z
    .record(z.string(), z.unknown())
    .default({})
    .describe(
      "Its own secrets, in the same structure: `pulumi config set --secret --path 'appSecrets.NAME'`, or ARNs of secrets in Secrets Manager.",
    ),
  appMigration: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "Command in appImage that runs once before pods of a new image or with new settings; when it fails, no pod is replaced. Default: none.",
    ),
  appMigrationTimeoutMinutes: z
    .int()
    .min(1)
    .max(360)
    .default(30)
    .describe("Minutes after which a migration has failed."),
  zoneIds: z
    .array(word(/^[a-z0-9]+-az\d+$/, "zone ids such as use1-az1"))
    .length(3)
    .refine((ids) => new Set(ids).size === ids.length, {
      message: "three different zones: a zone that is named twice leaves its copies without a second place",
    })
    .optional()
    .describe(
      `The three availability zones, by zone id. Default: the first three usable ones of the region. ${FIXED_NOTE}`,
    ),
  rdsRootCertificates: z
    .string()
    .optional()
    .describe(
      "PEM text of the roots of RDS in the stack's region, by which PgBouncer knows the databases. Default: those this release has; [regions.md](regions.md) says where they are missing.",
    ),
  disasterRecoveryRegion: z
    .string()
    .optional()
    .describe(
      "Another region of AWS, where copies are kept of what is needed when the region is lost (disaster-recovery.md#the-region). Required where `operations.disasterRecovery` of the tier is `backup`: your data leaves the region, so nobody chooses it for you.",
    ),
  backupAccount: backupAccountSchema,
  maintenance: z
    .strictObject({
      cronUtc: word(
        /^[0-5]?\d ([01]?\d|2[0-3]) \* \* ([0-7]|sun|mon|tue|wed|thu|fri|sat)$/i,
        "one time a week as minute, hour, *, *, weekday in UTC, such as 0 0 * * 0",
      ),
      durationHours: z.int(),
      snapshotTimeUtc: word(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of the day in UTC such as 08:00").optional(),
    })
    .default({ cronUtc: "0 0 * * 0", durationHours: 7 })
    .describe(
      "Weekly window for restarts: an hour each for RDS replicas, RDS primaries and Valkey, then nodes. Qdrant's daily snapshots begin an hour after it, or at snapshotTimeUtc.",
    ),
  natGeneration: z
    .int()
    .min(1)
    .default(1)
    .describe(
      "Generation of the NAT instance (tiers 100 and 500). A raised one has the newest image; private subnets are without a way out for 2 to 5 minutes. It never goes back.",
    ),
  costAnomaly: z
    .union(
      [
        z.strictObject({
          existingMonitorArn: word(/^arn:/, "the ARN of a monitor, which begins with arn:"),
        }),
        z.strictObject({ create: z.literal(true) }),
      ],
      { error: "an object with create: true, or with existingMonitorArn" },
    )
    .optional()
    .describe("Cost anomaly detection: an existing monitor of the account, or a new one. Default: none."),
  activateCostTags: z
    .boolean()
    .default(false)
    .describe("Activates the cost tags in billing; only in the payer account, a day after the first `up`."),
  allowDataDestruction: z
    .boolean()
    .default(false)
    .describe("Lifts the protection of everything that holds data, as the first phase of tearing down."),
  allowMajorVersionUpgrade: z
    .boolean()
    .default(false)
    .describe(
      "Lets RDS upgrade PostgreSQL to another major version. For the `up` that does it, and no longer: docs/versions.md.",
    ),
  rotation: rotationsSchema,
  restore: restoresSchema,
  pilot: pilotSchema,
  decommission: decommissionSchema,
  ...stackSizesSchema.shape,
  allowUnphasedStep: z
    .boolean()
    .default(false)
    .describe(
      "Takes a step between tiers in one `up` although it has phases. `scale upgrade` says what they are for.",
    ),
});

export type StackSettings = z.infer<typeof settingsSchema>;

/** With the tier, which is a value of the stack like the others and is read before them. */
const documentedSchema = settingsSchema.extend({ tier: z.string().optional() });

const apiSchema = settingsSchema.pick({
  clusterApi: true,
  publicAccessCidrs: true,
  allowOpenClusterApi: true,
});

/** What is wrong with a part that fits its schema, whatever is wrong with others. */
function partProblems<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  problemsIn: (part: z.output<Schema>) => Problem[],
): Problem[] {
  const part = schema.safeParse(value);
  return part.success ? problemsIn(part.data) : [];
}

function apiProblems(values: Readonly<Record<string, unknown>>, others: readonly Problem[]): Problem[] {
  const keys = Object.keys(apiSchema.shape);
  const isKnown = others.some(({ path }) => keys.some((key) => path === key || path.startsWith(`${key}.`)));
  if (isKnown) return [];
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));
  return partProblems(apiSchema, own, publicAccessProblems);
}

const maintenanceProblems = (value: unknown): Problem[] =>
  partProblems(settingsSchema.shape.maintenance, value, (maintenance) => {
    const allowed = maintenanceProblem(maintenance);
    return allowed === undefined ? [] : [{ path: "maintenance", given: show(maintenance), allowed }];
  });

/** What a migration needs: an image that has the command. */
function migrationProblems({ appMigration, appImage }: Readonly<Record<string, unknown>>): Problem[] {
  return appMigration === undefined || appImage !== undefined
    ? []
    : [
        {
          path: "appMigration",
          given: show(appMigration),
          allowed:
            "nothing without appImage, which holds the command: the placeholder has nothing to migrate",
        },
      ];
}

interface Circumstances {
  /** What was already found wrong with the values, so that all is reported at once. */
  readonly problemsSoFar?: readonly Problem[];
  /** How a problem with a secret is shown. */
  readonly hide?: Hide;
}

/**
 * Validates the values of one stack.
 * @throws InputError listing every problem
 */
export function parseSettings(
  values: Readonly<Record<string, unknown>>,
  heading: string,
  { problemsSoFar = [], hide = (problem) => problem }: Circumstances = {},
): StackSettings {
  const result = settingsSchema.safeParse(values);
  const unusable = unusableIn(values);
  const known = [...problemsSoFar, ...(unusable === undefined ? [] : [unusable])];
  const found = [
    ...known,
    // A value that cannot be read is missing only here.
    ...(result.success ? [] : problemsOf(documentedSchema, values, result.error.issues).map(hide)).filter(
      ({ path }) => !known.some((problem) => problem.path === path),
    ),
  ];
  const problems = [
    ...found,
    ...apiProblems(values, found),
    ...maintenanceProblems(values["maintenance"]),
    ...migrationProblems(values),
    ...partProblems(settingsSchema.shape.rotation, values["rotation"], rotationProblems),
  ].map((problem) => withWay(problem, settingsSchema.shape));
  if (problems.length > 0 || !result.success) throw new InputError(heading, problems);
  return result.data;
}
