import { EXIT, exitCodeOf } from "../../../cli/run/exit-code";
import { parseStackConfig } from "../../../stacks/stack-config";
import { settingsSchema } from "../../../stacks/settings";
import { tierNamed } from "../../../tiers";

/** What a maintenance window must be. */
const WINDOW =
  "a durationHours of 4 to 19 (an hour each for replicas, primaries and Valkey, then the nodes), and a snapshotTimeUtc at which Qdrant's snapshots, up to 7 hours, meet no node that is drained";

const GOOD: Readonly<Record<string, string>> = {
  tier: "500",
  publicAccessCidrs: '["203.0.113.0/24"]',
  deployerRoleArns: '["arn:aws:iam::123456789012:role/deployer"]',
  alertEmail: "alerts@example.com",
};

/** Keys of the configuration, as a message about an unknown one lists them; the cases have a word in their place. */
const SETTINGS = [...Object.keys(settingsSchema.shape), "tier"].join(", ");
const POSTGRES = Object.keys(tierNamed("500").postgres).join(", ");
const FIELDS = Object.keys(tierNamed("500")).join(", ");

/** A value, as Pulumi stores it, in place of a good one; undefined takes it away. */
const SETTING_CASES: readonly (readonly [key: string, value: string | undefined, words: string])[] = [
  [
    "tier",
    undefined,
    "tier: given nothing; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 500",
  ],
  [
    "tier",
    "",
    'tier: given ""; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 500',
  ],
  [
    "tier",
    "3k",
    'tier: given "3k"; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 5k',
  ],
  [
    "tier",
    "501",
    'tier: given "501"; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 2k',
  ],
  [
    "tier",
    "prod",
    'tier: given "prod"; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 500',
  ],
  [
    "tier",
    "[500]",
    'tier: given "[500]"; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 500',
  ],
  [
    "tier",
    "null",
    'tier: given "null"; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 500',
  ],
  [
    "tier",
    "30k",
    'tier: given "30k"; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 500',
  ],
  [
    "tier",
    "five",
    'tier: given "five"; allowed: 100, 500, 2k, 5k, 10k, 20k; set it with: pulumi config set tier 500',
  ],
  [
    "publicAccessCidrs",
    undefined,
    "publicAccessCidrs: given nothing; allowed: the addresses that may reach the cluster's API, such as your own: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32. To close the API to the internet, set clusterApi to private and run pulumi inside the VPC (VPN, CodeBuild)",
  ],
  [
    "publicAccessCidrs",
    "",
    "publicAccessCidrs: given \"\"; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "publicAccessCidrs",
    "203.0.113.7",
    "publicAccessCidrs: given \"203.0.113.7\"; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "publicAccessCidrs",
    "203.0.113.7/32",
    "publicAccessCidrs: given \"203.0.113.7/32\"; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "publicAccessCidrs",
    "2001:db8::/64",
    "publicAccessCidrs: given \"2001:db8::/64\"; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 2001:db8::/64",
  ],
  [
    "publicAccessCidrs",
    "[",
    "publicAccessCidrs: given \"[\"; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  ["publicAccessCidrs", "[1]", "publicAccessCidrs.0: given 1; allowed: CIDR blocks such as 203.0.113.7/32"],
  [
    "publicAccessCidrs",
    '["x"]',
    'publicAccessCidrs.0: given "x"; allowed: CIDR blocks such as 203.0.113.7/32',
  ],
  [
    "publicAccessCidrs",
    "{}",
    "publicAccessCidrs: given {}; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "publicAccessCidrs",
    "true",
    "publicAccessCidrs: given true; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "publicAccessCidrs",
    "null",
    "publicAccessCidrs: given null; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "publicAccessCidrs",
    "7",
    "publicAccessCidrs: given 7; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "publicAccessCidrs",
    "203.0.113.7/32,203.0.113.8/32",
    "publicAccessCidrs: given \"203.0.113.7/32,203.0.113.8/32\"; allowed: a list of CIDR blocks; set it with: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32",
  ],
  [
    "deployerRoleArns",
    undefined,
    "deployerRoleArns: given nothing; allowed: a list of ARNs of IAM roles; set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::123456789012:role/deployer",
  ],
  [
    "deployerRoleArns",
    "",
    "deployerRoleArns: given \"\"; allowed: a list of ARNs of IAM roles; set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::123456789012:role/deployer",
  ],
  [
    "deployerRoleArns",
    "[]",
    "deployerRoleArns: given []; allowed: a list of ARNs of IAM roles; set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::123456789012:role/deployer",
  ],
  [
    "deployerRoleArns",
    '[""]',
    'deployerRoleArns.0: given ""; allowed: ARNs of IAM roles such as arn:aws:iam::123456789012:role/deployer; EKS refuses the ARN of an STS session, so give the role behind it',
  ],
  [
    "deployerRoleArns",
    "me",
    "deployerRoleArns: given \"me\"; allowed: a list of ARNs of IAM roles; set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::123456789012:role/deployer",
  ],
  [
    "deployerRoleArns",
    "arn:aws:iam::123456789012:role/deployer",
    "deployerRoleArns: given \"arn:aws:iam::123456789012:role/deployer\"; allowed: a list of ARNs of IAM roles; set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::123456789012:role/deployer",
  ],
  [
    "deployerRoleArns",
    '["arn:aws:iam::123456789012:user/me"]',
    'deployerRoleArns.0: given "arn:aws:iam::123456789012:user/me"; allowed: ARNs of IAM roles such as arn:aws:iam::123456789012:role/deployer; EKS refuses the ARN of an STS session, so give the role behind it',
  ],
  ["deployerRoleArns", "[null]", "deployerRoleArns.0: given null; allowed: text in quotes"],
  [
    "alertEmail",
    undefined,
    "alertEmail: given nothing; allowed: an e-mail address; set it with: pulumi config set alertEmail you@example.com",
  ],
  [
    "alertEmail",
    "",
    'alertEmail: given ""; allowed: an e-mail address; set it with: pulumi config set alertEmail you@example.com',
  ],
  ["alertEmail", " ", 'alertEmail: given " "; allowed: an e-mail address'],
  ["alertEmail", "me", 'alertEmail: given "me"; allowed: an e-mail address'],
  ["alertEmail", "me@", 'alertEmail: given "me@"; allowed: an e-mail address'],
  ["alertEmail", "a b@example.com", 'alertEmail: given "a b@example.com"; allowed: an e-mail address'],
  [
    "alertEmail",
    '["me@example.com"]',
    'alertEmail: given "[\\"me@example.com\\"]"; allowed: an e-mail address',
  ],
  [
    "environment",
    "",
    'environment: given ""; allowed: letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod',
  ],
  [
    "environment",
    "9",
    'environment: given "9"; allowed: letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod',
  ],
  [
    "environment",
    "a_b",
    'environment: given "a_b"; allowed: letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod',
  ],
  [
    "environment",
    "prod ",
    'environment: given "prod "; allowed: letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod',
  ],
  [
    "environment",
    "ünï",
    'environment: given "ünï"; allowed: letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod',
  ],
  [
    "environment",
    "\u001b[2J",
    'environment: given "\\u001b[2J"; allowed: letters, digits and hyphens, beginning with a letter; set it with: pulumi config set environment prod',
  ],
  ["clusterApi", "open", 'clusterApi: given "open"; allowed: "public", "private"'],
  ["clusterApi", "", 'clusterApi: given ""; allowed: "public", "private"'],
  ["clusterApi", "Private", 'clusterApi: given "Private"; allowed: "public", "private"'],
  [
    "allowOpenClusterApi",
    "yes",
    'allowOpenClusterApi: given "yes"; allowed: true or false; set it with: pulumi config set allowOpenClusterApi true',
  ],
  [
    "allowOpenClusterApi",
    "1",
    "allowOpenClusterApi: given 1; allowed: true or false; set it with: pulumi config set allowOpenClusterApi true",
  ],
  [
    "allowOpenClusterApi",
    "True",
    'allowOpenClusterApi: given "True"; allowed: true or false; set it with: pulumi config set allowOpenClusterApi true',
  ],
  [
    "allowOpenClusterApi",
    "",
    'allowOpenClusterApi: given ""; allowed: true or false; set it with: pulumi config set allowOpenClusterApi true',
  ],
  [
    "allowOpenClusterApi",
    "null",
    "allowOpenClusterApi: given null; allowed: true or false; set it with: pulumi config set allowOpenClusterApi true",
  ],
  [
    "allowDataDestruction",
    "ja",
    'allowDataDestruction: given "ja"; allowed: true or false; set it with: pulumi config set allowDataDestruction true',
  ],
  [
    "allowDataDestruction",
    '"true"',
    'allowDataDestruction: given "true"; allowed: true or false; set it with: pulumi config set allowDataDestruction true',
  ],
  [
    "activateCostTags",
    "on",
    'activateCostTags: given "on"; allowed: true or false; set it with: pulumi config set activateCostTags true',
  ],
  [
    "activateCostTags",
    "[]",
    "activateCostTags: given []; allowed: true or false; set it with: pulumi config set activateCostTags true",
  ],
  [
    "budgetOwner",
    "",
    'budgetOwner: given ""; allowed: a name; set it with: pulumi config set budgetOwner platform-team',
  ],
  [
    "domain",
    "app.example.com",
    'domain: given "app.example.com"; allowed: an object with the keys name and hostedZoneId; set it with: pulumi config set --path domain.name app.example.com',
  ],
  [
    "domain",
    "{}",
    "domain.name: given nothing; allowed: a host name; set it with: pulumi config set --path domain.name app.example.com\n  domain.hostedZoneId: given nothing; allowed: the id of a Route 53 hosted zone; set it with: pulumi config set --path domain.hostedZoneId Z0123456789ABCDEFGHIJ",
  ],
  [
    "domain",
    '{"name":"app.example.com"}',
    "domain.hostedZoneId: given nothing; allowed: the id of a Route 53 hosted zone; set it with: pulumi config set --path domain.hostedZoneId Z0123456789ABCDEFGHIJ",
  ],
  [
    "domain",
    '{"name":"app","hostedZoneId":"Z1"}',
    'domain.name: given "app"; allowed: a host name such as app.example.com',
  ],
  [
    "domain",
    '{"name":"app.example.com","hostedZoneId":"z1"}',
    'domain.hostedZoneId: given "z1"; allowed: the id of a Route 53 hosted zone such as Z0123456789ABCDEFGHIJ',
  ],
  [
    "domain",
    '{"name":"app.example.com","hostedZoneId":"Z1","zone":"x"}',
    'domain.zone: given an unknown key; allowed: name, hostedZoneId, did you mean "name"?',
  ],
  [
    "domain",
    "[]",
    "domain: given []; allowed: an object with the keys name and hostedZoneId; set it with: pulumi config set --path domain.name app.example.com",
  ],
  [
    "domain",
    "null",
    "domain: given null; allowed: an object with the keys name and hostedZoneId; set it with: pulumi config set --path domain.name app.example.com",
  ],
  [
    "domain",
    '{"name":"App.Example.com","hostedZoneId":"Z1"}',
    'domain.name: given "App.Example.com"; allowed: a host name such as app.example.com',
  ],
  [
    "zoneIds",
    "use1-az1",
    "zoneIds: given \"use1-az1\"; allowed: a list of three zone ids; set it with: pulumi config set --path 'zoneIds[0]' use1-az1",
  ],
  [
    "zoneIds",
    "[]",
    "zoneIds: given []; allowed: a list of three zone ids; set it with: pulumi config set --path 'zoneIds[0]' use1-az1",
  ],
  [
    "zoneIds",
    '["use1-az1","use1-az2"]',
    'zoneIds: given ["use1-az1","use1-az2"]; allowed: a list of three zone ids; set it with: pulumi config set --path \'zoneIds[0]\' use1-az1',
  ],
  [
    "zoneIds",
    '["us-east-1a","us-east-1b","us-east-1c"]',
    'zoneIds.0: given "us-east-1a"; allowed: zone ids such as use1-az1\n  zoneIds.1: given "us-east-1b"; allowed: zone ids such as use1-az1\n  zoneIds.2: given "us-east-1c"; allowed: zone ids such as use1-az1',
  ],
  [
    "zoneIds",
    "{}",
    "zoneIds: given {}; allowed: a list of three zone ids; set it with: pulumi config set --path 'zoneIds[0]' use1-az1",
  ],
  [
    "maintenance",
    "0 0 * * 0",
    "maintenance: given \"0 0 * * 0\"; allowed: an object with the keys cronUtc and durationHours; set it with: pulumi config set --path maintenance.cronUtc '0 0 * * 0'",
  ],
  [
    "maintenance",
    "{}",
    "maintenance.cronUtc: given nothing; allowed: one time a week, in UTC; set it with: pulumi config set --path maintenance.cronUtc '0 0 * * 0'\n  maintenance.durationHours: given nothing; allowed: a whole number of hours; set it with: pulumi config set --path maintenance.durationHours 7",
  ],
  [
    "maintenance",
    '{"cronUtc":"0 3 * * *","durationHours":4}',
    'maintenance.cronUtc: given "0 3 * * *"; allowed: one time a week as minute, hour, *, *, weekday in UTC, such as 0 0 * * 0',
  ],
  [
    "maintenance",
    '{"cronUtc":"0 0 * * 0","durationHours":0}',
    `maintenance: given {"cronUtc":"0 0 * * 0","durationHours":0}; allowed: ${WINDOW}`,
  ],
  [
    "maintenance",
    '{"cronUtc":"0 0 * * 0","durationHours":25}',
    `maintenance: given {"cronUtc":"0 0 * * 0","durationHours":25}; allowed: ${WINDOW}`,
  ],
  [
    "maintenance",
    '{"cronUtc":"0 0 * * 0","durationHours":1.5}',
    "maintenance.durationHours: given 1.5; allowed: a whole number of hours; set it with: pulumi config set --path maintenance.durationHours 7",
  ],
  [
    "maintenance",
    '{"cronUtc":"0 0 * * 0","durationHours":"4"}',
    'maintenance.durationHours: given "4"; allowed: a whole number of hours; set it with: pulumi config set --path maintenance.durationHours 7',
  ],
  [
    "natGeneration",
    "first",
    'natGeneration: given "first"; allowed: a whole number; set it with: pulumi config set natGeneration 2',
  ],
  [
    "costAnomaly",
    "true",
    "costAnomaly: given true; allowed: an object with the key create or existingMonitorArn; set it with: pulumi config set --path costAnomaly.create true",
  ],
  [
    "costAnomaly",
    "{}",
    "costAnomaly: given {}; allowed: an object with the key create or existingMonitorArn; set it with: pulumi config set --path costAnomaly.create true",
  ],
  [
    "costAnomaly",
    '{"create":false}',
    'costAnomaly: given {"create":false}; allowed: an object with the key create or existingMonitorArn; set it with: pulumi config set --path costAnomaly.create true',
  ],
  [
    "costAnomaly",
    '{"existingMonitorArn":"x"}',
    'costAnomaly.existingMonitorArn: given "x"; allowed: the ARN of a monitor, which begins with arn:',
  ],
  [
    "phase",
    "move",
    'phase: given "move"; allowed: an object with the keys from and name; set it with: pulumi config set --path phase.from 100',
  ],
  [
    "phase",
    "{}",
    'phase.from: given nothing; allowed: the tier the stack comes from; set it with: pulumi config set --path phase.from 100\n  phase.name: given nothing; allowed: "prepare", "move", "empty", "finish", "settle"',
  ],
  [
    "phase",
    '{"from":"100"}',
    'phase.name: given nothing; allowed: "prepare", "move", "empty", "finish", "settle"',
  ],
  [
    "phase",
    '{"from":"100","name":"mov"}',
    'phase.name: given "mov"; allowed: "prepare", "move", "empty", "finish", "settle"',
  ],
  ["phase", '{"from":[],"name":"move"}', "phase.from: given []; allowed: the tier the stack comes from"],
  [
    "phase",
    '{"from":"500","name":"move"}',
    'phase.from: given "500"; allowed: the tier the stack comes from, one of 100, 2k, 5k, 10k, 20k; when the step is done: pulumi config rm phase',
  ],
  [
    "phase",
    '{"from":"3k","name":"move"}',
    'phase.from: given "3k"; allowed: the tier the stack comes from, one of 100, 2k, 5k, 10k, 20k; when the step is done: pulumi config rm phase',
  ],
  [
    "phase",
    '{"from":"100","name":"prepare"}',
    'phase.name: given "prepare"; allowed: move, finish, settle: the phases from tier 100 to tier 500',
  ],
  ["phase", '{"from":"100","name":"move","to":"2k"}', "phase.to: given an unknown key; allowed: from, name"],
  [
    "overrides",
    "x",
    'overrides: given "x"; allowed: an object with fields of the tier; set it with: pulumi config set --path overrides.postgres.multiAz true',
  ],
  [
    "overrides",
    "[]",
    "overrides: given []; allowed: an object with fields of the tier; set it with: pulumi config set --path overrides.postgres.multiAz true",
  ],
  [
    "overrides",
    "null",
    "overrides: given null; allowed: an object with fields of the tier; set it with: pulumi config set --path overrides.postgres.multiAz true",
  ],
  [
    "overrides",
    "7",
    "overrides: given 7; allowed: an object with fields of the tier; set it with: pulumi config set --path overrides.postgres.multiAz true",
  ],
  [
    "overrides",
    '{"__proto__":{"x":1}}',
    "overrides.__proto__: given an unknown key; allowed: any key but __proto__",
  ],
  [
    "overrides",
    '{"postgres":{"__proto__":{"multiAz":true}}}',
    "overrides.postgres.__proto__: given an unknown key; allowed: any key but __proto__",
  ],
  ["teir", "500", 'teir: given an unknown key; allowed: {settings}, did you mean "tier"?'],
  ["alertemail", "x", 'alertemail: given an unknown key; allowed: {settings}, did you mean "alertEmail"?'],
  [
    "allowopenclusterapi",
    "true",
    'allowopenclusterapi: given an unknown key; allowed: {settings}, did you mean "allowOpenClusterApi"?',
  ],
  ["constructor", "x", "constructor: given an unknown key; allowed: {settings}"],
  ["toString", "x", "toString: given an unknown key; allowed: {settings}"],
  ["hasOwnProperty", "{}", "hasOwnProperty: given an unknown key; allowed: {settings}"],
  ["__proto__", "x", "__proto__: given an unknown key; allowed: any key but __proto__"],
  ["overide", "{}", 'overide: given an unknown key; allowed: {settings}, did you mean "overrides"?'],
  ["zoneId", "x", 'zoneId: given an unknown key; allowed: {settings}, did you mean "zoneIds"?'],
  ["domains", "x", 'domains: given an unknown key; allowed: {settings}, did you mean "domain"?'],
  [
    "deployerRoleArn",
    "arn:aws:iam::123456789012:role/deployer",
    'deployerRoleArn: given an unknown key; allowed: {settings}, did you mean "deployerRoleArns"?',
  ],
  ["something-else", "x", "something-else: given an unknown key; allowed: {settings}"],
];

/** Overrides that no tier takes. */
const OVERRIDE_CASES: readonly (readonly [overrides: string, words: string])[] = [
  ['{"postgres":7}', "postgres: given 7; allowed: an object with the keys {postgres}"],
  ['{"postgres":null}', "postgres: given null; allowed: an object with the keys {postgres}"],
  ['{"postgres":[]}', "postgres: given []; allowed: an object with the keys {postgres}"],
  ['{"postgres":{"multiAz":"yes"}}', 'postgres.multiAz: given "yes"; allowed: true or false'],
  ['{"postgress":{}}', 'postgress: given an unknown key; allowed: {fields}, did you mean "postgres"?'],
  [
    '{"postgres":{"multiaz":true}}',
    'postgres.multiaz: given an unknown key; allowed: {postgres}, did you mean "multiAz"?',
  ],
  ['{"name":"2k"}', 'name: given "2k"; allowed: no override; choose a tier instead'],
  ['{"postgres":{"backupRetentionDays":99}}', "postgres.backupRetentionDays: given 99; allowed: at most 35"],
  [
    '{"postgres":{"backupRetentionDays":1.5}}',
    "postgres.backupRetentionDays: given 1.5; allowed: a whole number",
  ],
  [
    '{"postgres":{"backupRetentionDays":"7"}}',
    'postgres.backupRetentionDays: given "7"; allowed: a whole number',
  ],
  ['{"postgres":{"backupRetentionDays":-1}}', "postgres.backupRetentionDays: given -1; allowed: at least 0"],
  [
    '{"postgres":{"backupRetentionDays":null}}',
    "postgres.backupRetentionDays: given null; allowed: a whole number",
  ],
  [
    '{"postgres":{"backupRetentionDays":1e400}}',
    "postgres.backupRetentionDays: given Infinity; allowed: a whole number",
  ],
  ['{"constructor":{"x":1}}', "constructor: given an unknown key; allowed: {fields}"],
  ['{"toString":1}', "toString: given an unknown key; allowed: {fields}"],
  ['{"postgres":{"hasOwnProperty":1}}', "postgres.hasOwnProperty: given an unknown key; allowed: {postgres}"],
  [
    '{"app":{"webReplicasMin":9}}',
    "app.webReplicasMax: given 3 of tier 500; allowed: at least webReplicasMin (9)",
  ],
];

interface Refused {
  readonly code: number;
  readonly said: string;
}

function refused(key: string, value: string | undefined): Refused {
  const changed = new Map(Object.entries(GOOD));
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  let said = "";
  try {
    const values = Object.fromEntries(changed);
    parseStackConfig({ project: "scaling-tiers", stack: "prod", region: "us-east-1", values });
    return { code: EXIT.fine, said };
  } catch (error) {
    return { code: exitCodeOf(error, { write: (text) => (said += text) }), said };
  }
}

test("the values that the cases change are good", () => {
  expect(refused("environment", "prod")).toEqual({ code: 0, said: "" });
});

test.each(SETTING_CASES)("the configuration %s: %s", (key, value, words) => {
  const lines = words.replace("{settings}", SETTINGS);
  expect(refused(key, value)).toEqual({
    code: 2,
    said: `The configuration of stack "prod" is refused:\n  ${lines}\n`,
  });
});

test.each(OVERRIDE_CASES)("the overrides %s", (overrides, words) => {
  const line = words.replace("{postgres}", POSTGRES).replace("{fields}", FIELDS);
  expect(refused("overrides", overrides)).toEqual({
    code: 2,
    said: `The tier of stack "prod" is refused, 1 problem:\n  ${line}\n`,
  });
});
