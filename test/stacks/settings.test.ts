import { parseSettings } from "../../stacks/settings";
import { InputError } from "../../tiers";

const GOOD = {
  publicAccessCidrs: ["203.0.113.0/24"],
  deployerRoleArns: ["arn:aws:iam::123456789012:role/deployer"],
  alertEmail: "alerts@example.com",
};

/** What a maintenance window must be. */
const WINDOW =
  "a durationHours of 4 to 19 (an hour each for replicas, primaries and Valkey, then the nodes), and a snapshotTimeUtc at which Qdrant's snapshots, up to 7 hours, meet no node that is drained";

function refusal(changes: Record<string, unknown>): string {
  const values = Object.fromEntries(
    Object.entries<unknown>({ ...GOOD, ...changes }).filter(([, value]) => value !== undefined),
  );
  try {
    parseSettings(values, "Refused:");
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error("The settings were accepted.");
}

test("the smallest good settings are completed by safe defaults", () => {
  expect(parseSettings(GOOD, "Refused:")).toEqual({
    ...GOOD,
    clusterApi: "public",
    allowOpenClusterApi: false,
    appEnvironment: {},
    appSecrets: {},
    appMigrationTimeoutMinutes: 30,
    maintenance: { cronUtc: "0 0 * * 0", durationHours: 7 },
    natGeneration: 1,
    rotation: { postgres: { generation: 1 }, valkey: { generation: 1 }, qdrant: { generation: 1 } },
    activateCostTags: false,
    allowDataDestruction: false,
    allowMajorVersionUpgrade: false,
    wafExcludedPaths: [],
    workflowPaths: { content: ["/api/content/*"], social: ["/api/social/*"] },
    canaryPaths: {},
    decommission: {},
    restore: { postgres: {} },
    overrides: {},
    allowUnphasedStep: false,
  });
});

test.each<[string, Record<string, unknown>, string]>([
  [
    "no addresses for a public cluster API",
    { publicAccessCidrs: [] },
    "publicAccessCidrs: given nothing; allowed: the addresses that may reach the cluster's API, such as your own: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32. To close the API to the internet, set clusterApi to private and run pulumi inside the VPC (VPN, CodeBuild)",
  ],
  [
    "a cluster API open to everyone",
    { publicAccessCidrs: ["0.0.0.0/0"] },
    'publicAccessCidrs: given ["0.0.0.0/0"]; allowed: narrower blocks; 0.0.0.0/0 opens the cluster\'s API to everyone and needs allowOpenClusterApi set to true',
  ],
  [
    "blocks that hold every address together",
    { publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] },
    'publicAccessCidrs: given ["0.0.0.0/1","128.0.0.0/1"]; allowed: narrower blocks; 0.0.0.0/1 and 128.0.0.0/1 open the cluster\'s API to everyone and need allowOpenClusterApi set to true',
  ],
  [
    "addresses for a private cluster API",
    { clusterApi: "private" },
    'publicAccessCidrs: given ["203.0.113.0/24"]; allowed: an empty list while clusterApi is private: nobody reaches a private API from the internet',
  ],
  [
    "an address that is no block",
    { publicAccessCidrs: ["203.0.113.7"] },
    'publicAccessCidrs.0: given "203.0.113.7"; allowed: CIDR blocks such as 203.0.113.7/32',
  ],
  [
    "the ARN of an STS session",
    { deployerRoleArns: ["arn:aws:sts::123456789012:assumed-role/deployer/me"] },
    'deployerRoleArns.0: given "arn:aws:sts::123456789012:assumed-role/deployer/me"; allowed: ARNs of IAM roles such as arn:aws:iam::123456789012:role/deployer; EKS refuses the ARN of an STS session, so give the role behind it',
  ],
  [
    "no deployer",
    { deployerRoleArns: [] },
    "deployerRoleArns: given []; allowed: a list of ARNs of IAM roles; set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::123456789012:role/deployer",
  ],
  [
    "no address for alerts",
    { alertEmail: undefined },
    "alertEmail: given nothing; allowed: an e-mail address; set it with: pulumi config set alertEmail you@example.com",
  ],
  [
    "a key that JavaScript takes for its own",
    { overrides: JSON.parse('{"postgres": {"__proto__": 1}}') as object },
    "overrides.postgres.__proto__: given an unknown key; allowed: any key but __proto__",
  ],
  [
    "an e-mail address without a domain",
    { alertEmail: "me" },
    'alertEmail: given "me"; allowed: an e-mail address',
  ],
  [
    "an environment with a space",
    { environment: "my prod" },
    'environment: given "my prod"; allowed: letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod',
  ],
  [
    "a domain with a path",
    { domain: { name: "example.com/app", hostedZoneId: "Z123" } },
    'domain.name: given "example.com/app"; allowed: a host name such as app.example.com',
  ],
  [
    "a zone by its name",
    { zoneIds: ["us-east-1a", "use1-az2", "use1-az4"] },
    'zoneIds.0: given "us-east-1a"; allowed: zone ids such as use1-az1',
  ],
  [
    "the root as a path that the firewall passes over",
    { wafExcludedPaths: ["/"] },
    'wafExcludedPaths.0: given "/"; allowed: a path below the root such as /api/generate, without a slash at its end, a query or a wildcard',
  ],
  [
    "a wildcard as such a path",
    { wafExcludedPaths: ["/api/*"] },
    'wafExcludedPaths.0: given "/api/*"; allowed: a path below the root such as /api/generate, without a slash at its end, a query or a wildcard',
  ],
  [
    "more of them than fit into a pattern of WAF",
    { wafExcludedPaths: ["/a", "/b", "/c", "/d", "/e"] },
    'wafExcludedPaths: given ["/a","/b","/c","/d","/e"]; allowed: at most 4 long',
  ],
  [
    "a path of the canary that does not begin at the root",
    { canaryPaths: { dashboard: "dashboard" } },
    'canaryPaths.dashboard: given "dashboard"; allowed: a path such as /dashboard',
  ],
  [
    "a token for the canary that is no secret's name",
    { canaryTokenSecretArn: "token" },
    'canaryTokenSecretArn: given "token"; allowed: the ARN of a secret in Secrets Manager',
  ],
  [
    "a path of a workflow that does not begin at the root",
    { workflowPaths: { content: ["api/content"], social: ["/posts"] } },
    'workflowPaths.content.0: given "api/content"; allowed: a path such as /api/content/* with letters, digits and * or ?',
  ],
  [
    "more paths than a rule of the load balancer may name",
    { workflowPaths: { content: ["/a"], social: ["/a", "/b", "/c", "/d", "/e", "/f"] } },
    'workflowPaths.social: given ["/a","/b","/c","/d","/e","/f"]; allowed: at most 5 long',
  ],
  [
    "a maintenance window that is not weekly",
    { maintenance: { cronUtc: "0 3 1 * *", durationHours: 7 } },
    'maintenance.cronUtc: given "0 3 1 * *"; allowed: one time a week as minute, hour, *, *, weekday in UTC, such as 0 0 * * 0',
  ],
  [
    "a maintenance window that reaches into its own next day",
    { maintenance: { cronUtc: "0 0 * * 0", durationHours: 20 } },
    `maintenance: given {"cronUtc":"0 0 * * 0","durationHours":20}; allowed: ${WINDOW}`,
  ],
  [
    "a maintenance window that overlaps itself a week later",
    { maintenance: { cronUtc: "0 0 * * 0", durationHours: 200 } },
    `maintenance: given {"cronUtc":"0 0 * * 0","durationHours":200}; allowed: ${WINDOW}`,
  ],
  [
    "a maintenance window without an hour for the nodes",
    { maintenance: { cronUtc: "0 0 * * 0", durationHours: 3 } },
    `maintenance: given {"cronUtc":"0 0 * * 0","durationHours":3}; allowed: ${WINDOW}`,
  ],
  [
    "snapshots of Qdrant while its peers are drained",
    { maintenance: { cronUtc: "0 0 * * 0", durationHours: 7, snapshotTimeUtc: "02:30" } },
    `maintenance: given {"cronUtc":"0 0 * * 0","durationHours":7,"snapshotTimeUtc":"02:30"}; allowed: ${WINDOW}: from 08:00 to 20:00 UTC`,
  ],
  [
    "a generation of the NAT instance below the first",
    { natGeneration: 0 },
    "natGeneration: given 0; allowed: at least 1",
  ],
  [
    "a migration without an image",
    { appMigration: ["node", "migrate.js"] },
    'appMigration: given ["node","migrate.js"]; allowed: nothing without appImage, which holds the command: the placeholder has nothing to migrate',
  ],
  [
    "a migration of no words",
    { appImage: "app:1", appMigration: [] },
    "appMigration: given []; allowed: at least 1 long",
  ],
  [
    "a migration that lasts all day",
    { appMigrationTimeoutMinutes: 1440 },
    "appMigrationTimeoutMinutes: given 1440; allowed: at most 360",
  ],
  [
    "a rotation of what does not exist",
    { rotation: { mysql: { generation: 2 } } },
    "rotation.mysql: given an unknown key; allowed: postgres, valkey, qdrant",
  ],
  [
    "a rotation at a generation with nothing before it",
    { rotation: { qdrant: { generation: 1, phase: "use" } } },
    'rotation.qdrant.phase: given "use"; allowed: no phase at generation 1, before which there is nothing; a rotation begins with generation 2',
  ],
  [
    "a generation below the first",
    { rotation: { valkey: { generation: 0 } } },
    "rotation.valkey.generation: given 0; allowed: at least 1",
  ],
  [
    "a phase of a rotation that there is not",
    { rotation: { postgres: { generation: 2, phase: "retire" } } },
    'rotation.postgres.phase: given "retire"; allowed: "add", "use"',
  ],
])("refuses %s", (_name, changes, message) => {
  expect(refusal(changes)).toBe(`Refused:\n  ${message}`);
});

test("suggests the key that was meant", () => {
  expect(refusal({ alertEmial: "x@example.com" })).toContain(
    "alertEmial: given an unknown key; allowed: environment, publicAccessCidrs",
  );
  expect(refusal({ alertEmial: "x@example.com" })).toMatch(/, did you mean "alertEmail"\?$/);
});

test.each(["teir", "tiers", "Tier"])("%s is the tier, misspelt", (key) => {
  expect(refusal({ [key]: "500" })).toMatch(/, did you mean "tier"\?$/);
});

test("a key that every object of JavaScript has is unknown", () => {
  expect(refusal({ constructor: "x" })).toMatch(
    /^Refused:\n {2}constructor: given an unknown key; allowed: environment, .*, tier$/,
  );
});

test("the addresses of the cluster's API are missed at once with all else", () => {
  const lines = refusal({ alertEmail: undefined, publicAccessCidrs: undefined, environment: "9" }).split(
    "\n",
  );
  expect(lines.map((line) => line.trim().split(":")[0])).toEqual([
    "Refused",
    "environment",
    "alertEmail",
    "publicAccessCidrs",
  ]);
  expect(
    refusal({ publicAccessCidrs: ["x"], clusterApi: "private", alertEmail: "x" }).split("\n"),
  ).toHaveLength(3);
});

test("lists every problem at once", () => {
  const lines = refusal({ alertEmail: undefined, deployerRoleArns: [], environment: "9" }).split("\n");
  expect(lines.map((line) => line.trim().split(":")[0])).toEqual([
    "Refused",
    "environment",
    "deployerRoleArns",
    "alertEmail",
  ]);
});

test("an open cluster API is accepted with the flag that says so", () => {
  expect(
    parseSettings({ ...GOOD, publicAccessCidrs: ["0.0.0.0/0"], allowOpenClusterApi: true }, "")
      .allowOpenClusterApi,
  ).toBe(true);
});

test("a private cluster API needs no addresses", () => {
  expect(parseSettings({ ...GOOD, clusterApi: "private", publicAccessCidrs: [] }, "").clusterApi).toBe(
    "private",
  );
});

test("Postgres may come to generation 1 from RDS's master user, and what is not named stays at 1", () => {
  const { rotation } = parseSettings(
    { ...GOOD, rotation: { postgres: { generation: 1, phase: "add" } } },
    "",
  );
  expect(rotation).toEqual({
    postgres: { generation: 1, phase: "add" },
    valkey: { generation: 1 },
    qdrant: { generation: 1 },
  });
});
