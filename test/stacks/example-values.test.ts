import { exampleValueProblems } from "../../stacks/example-values";
import { parseSettings } from "../../stacks/settings";

const ACCOUNT = "210987654321";
const OWN = {
  publicAccessCidrs: ["8.8.4.0/24"],
  deployerRoleArns: [`arn:aws:iam::${ACCOUNT}:role/deployer`],
  alertEmail: "alerts@acme.io",
};

const problems = (changes: Record<string, unknown>, accountId = ACCOUNT) =>
  exampleValueProblems(parseSettings({ ...OWN, ...changes }, "Refused:"), { accountId });

const messages = (changes: Record<string, unknown>) =>
  problems(changes).map(({ path, given, allowed }) => `${path}: given ${given}; allowed: ${allowed}`);

test("own values are accepted", () => {
  expect(
    messages({
      budgetOwner: "platform-team",
      domain: { name: "app.acme.io", hostedZoneId: "Z0987654321ABCDEFGHIJ" },
      appImage: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/app:1`,
      nextImage: "nginx:1.29",
      costAnomaly: { existingMonitorArn: `arn:aws:ce::${ACCOUNT}:anomalymonitor/a` },
    }),
  ).toEqual([]);
});

test.each(["192.0.2.7/32", "198.51.100.0/25", "203.0.113.0/24"])(
  "%s is an address of the documentation",
  (cidr) => {
    expect(messages({ publicAccessCidrs: ["8.8.4.0/24", cidr] })).toEqual([
      `publicAccessCidrs.1: given "${cidr}"; allowed: the addresses you come from; this block is for documentation (RFC 5737), so nobody reaches the cluster's API from it. Set it with: pulumi config set --path 'publicAccessCidrs[1]' <address>/32`,
    ]);
  },
);

test.each(["192.0.3.0/24", "203.0.112.0/23"])("%s is not", (cidr) => {
  expect(messages({ publicAccessCidrs: [cidr] })).toEqual([]);
});

const copiesIn = (account: string) => ({
  vaultArn: `arn:aws:backup:us-east-1:${account}:backup-vault:prod`,
  keyArn: `arn:aws:kms:us-east-1:${account}:key/example`,
  snapshotBucketArn: "arn:aws:s3:::prod-snapshots",
  assetBucketArn: "arn:aws:s3:::prod-assets",
});

test.each(["111122223333", "123456789012", "444455556666"])(
  "no copies go to the example account %s",
  (account) => {
    expect(messages({ backupAccount: copiesIn(account) })).toEqual([
      `backupAccount.vaultArn: given "arn:aws:backup:us-east-1:${account}:backup-vault:prod"; allowed: a vault of an account of yours; this one is an example, and the copies would be somebody else's. Set it with: pulumi config set --path backupAccount.vaultArn <VaultArn>`,
    ]);
    expect(messages({ backupAccount: copiesIn("333333333333") })).toEqual([]);
  },
);

test.each(["123456789012", "333333333333"])(
  "a role of account %s is refused in another account",
  (account) => {
    const arn = `arn:aws:iam::${account}:role/deployer`;
    expect(messages({ deployerRoleArns: [arn] })).toEqual([
      `deployerRoleArns.0: given "${arn}"; allowed: a role of account ${ACCOUNT}, in which this stack is built. Set it with: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::${ACCOUNT}:role/<name>`,
    ]);
  },
);

test.each<[Record<string, unknown>, string]>([
  [
    { alertEmail: "alerts@example.com" },
    'alertEmail: given "alerts@example.com"; allowed: an address that somebody reads; this one is an example (RFC 2606). Set it with: pulumi config set alertEmail <address>',
  ],
  [
    { budgetOwner: "cfo@Mail.Example.org" },
    'budgetOwner: given "cfo@Mail.Example.org"; allowed: an address that somebody reads; this one is an example (RFC 2606). Set it with: pulumi config set budgetOwner <address>',
  ],
  [
    { domain: { name: "app.example.com", hostedZoneId: "Z0123456789ABCDEFGHIJ" } },
    'domain.name: given "app.example.com"; allowed: a domain of yours; this one is an example (RFC 2606). Set it with: pulumi config set --path domain.name <name>\n' +
      'domain.hostedZoneId: given "Z0123456789ABCDEFGHIJ"; allowed: the hosted zone of your domain. Set it with: pulumi config set --path domain.hostedZoneId <id>',
  ],
  [
    { appImage: "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1" },
    'appImage: given "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"; allowed: an image of yours; this registry is an example. Set it with: pulumi config set appImage <registry>/<image>',
  ],
  [
    { nextImage: "registry.example.com:5000/app:1" },
    'nextImage: given "registry.example.com:5000/app:1"; allowed: an image of yours; this registry is an example. Set it with: pulumi config set nextImage <registry>/<image>',
  ],
  [
    { costAnomaly: { existingMonitorArn: "arn:aws:ce::123456789012:anomalymonitor/a" } },
    `costAnomaly.existingMonitorArn: given "arn:aws:ce::123456789012:anomalymonitor/a"; allowed: a monitor of account ${ACCOUNT}, in which this stack is built. Set it with: pulumi config set --path costAnomaly.existingMonitorArn <arn>`,
  ],
])("refuses %j", (changes, expected) => {
  expect(messages(changes).join("\n")).toBe(expected);
});

test("all of them are what they should be in the stand-in account of a dry run", () => {
  expect(
    problems(
      {
        publicAccessCidrs: ["203.0.113.0/24"],
        alertEmail: "a@example.com",
        deployerRoleArns: ["arn:aws:iam::123456789012:role/deployer"],
      },
      "123456789012",
    ),
  ).toEqual([]);
});
