import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { backupAccountCommand } from "../../../cli/account/backup-account-command";
import { PLAIN } from "../../../cli/print/style";
import { runScale } from "../../support/run-scale";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backup-account-"));
  mkdirSync(join(folder, "stacks/config"), { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nstackConfigDir: stacks/config\n");
  const common = '  shop:tier: "100"\n  aws:region: eu-central-1\n';
  writeFileSync(join(folder, "stacks/config/Pulumi.bare.yaml"), `config:\n${common}`);
  writeFileSync(
    join(folder, "stacks/config/Pulumi.prod.yaml"),
    `config:\n${common}  shop:deployerRoleArns: ["arn:aws:iam::111122223333:role/deployer"]\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ORGANIZATION = "o-exampleorgid";
const ASKED = { stack: "prod", organization: ORGANIZATION, keptVersionDays: "35" };

test("account, region and names are those of the stack's file", () => {
  const { json, text } = backupAccountCommand(ASKED, folder);
  const printed = text(PLAIN);
  // CloudFormation reads the same from both.
  expect(parse(printed, { version: "1.1" })).toEqual(json);
  expect(printed).toContain(
    "\nDescription: Copies of the backups of stack prod of project shop in account 111122223333\n",
  );
  expect(printed).toContain("kms:ViaService: s3.eu-central-1.amazonaws.com");
  expect(printed).toContain(`aws:PrincipalOrgID: ${ORGANIZATION}`);
});

test("an account, days and a compliance lock are those that are given", () => {
  const options = { ...ASKED, account: "444455556666", keptVersionDays: "90", complianceLock: "14" };
  const printed = backupAccountCommand(options, folder).text(PLAIN);
  expect(printed).toContain("in account 444455556666\n");
  expect(printed).toContain("NoncurrentDays: 90\n");
  expect(printed).toContain("MaxRetentionDays: 35\n        ChangeableForDays: 14\n");
  expect(printed.split("\n")[1]).toBe(
    "# From 14 days after the deployment on nobody can take the vault's lock away or change it: not root, not AWS.",
  );
});

test("a new account that reads the copies is named at its top", () => {
  const printed = backupAccountCommand({ ...ASKED, restoredIn: "444455556666" }, folder).text(PLAIN);
  expect(printed.split("\n")[2]).toBe(
    "# Account 444455556666 may read the copies, to restore the stack there.",
  );
});

test("its top says who deploys it, how, and what the stack is told then", async () => {
  const args = ["--stack", "prod", "--organization", ORGANIZATION, "--account", "111122223333"];
  const { code, stdout, stderr } = await runScale("backup-account", ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.slice(0, stdout.indexOf("AWSTemplateFormatVersion"))).toMatchInlineSnapshot(`
    "# For another account of the same AWS Organization. Nobody who has credentials of stack prod's account has any there.
    # Administrators of this account can take the vault's lock away; by --compliance-lock nobody could.

    # There, with this file as backup-account.yaml; the role is refused where there is one already, and that is fine:
    #   aws iam create-service-linked-role --aws-service-name backup.amazonaws.com
    #   aws cloudformation deploy --region us-east-1 --stack-name copies-of-prod --template-file backup-account.yaml
    #   aws cloudformation describe-stacks --region us-east-1 --stack-name copies-of-prod --query "Stacks[0].Outputs[].[OutputKey,OutputValue]" --output text

    # Then, where stack prod is deployed, with what the last command printed:
    #   pulumi config set --stack prod --path backupAccount.vaultArn <VaultArn>
    #   pulumi config set --stack prod --path backupAccount.keyArn <KeyArn>
    #   pulumi config set --stack prod --path backupAccount.snapshotBucketArn <SnapshotBucketArn>
    #   pulumi config set --stack prod --path backupAccount.assetBucketArn <AssetBucketArn>

    "
  `);
});

test("texts that YAML 1.1 takes for numbers, days or truths are quoted, and nothing is an alias", () => {
  const printed = backupAccountCommand(ASKED, folder).text(PLAIN);
  expect(printed).toContain('AWSTemplateFormatVersion: "2010-09-09"\n');
  expect(printed).toContain('Version: "2012-10-17"\n');
  expect(printed).toContain('- "111122223333"\n');
  expect(printed).toContain('aws:SecureTransport: "false"\n');
  expect(printed).not.toMatch(/[:-] [&*]\w/);
});

const DIGITS = "the twelve digits of the AWS account that is backed up";

test("every option that is refused is named at once", async () => {
  const args = [
    "--organization",
    "o-SHORT",
    "--account",
    "1111-2222-3333",
    "--kept-version-days",
    "6",
    "--restored-in",
    "x",
  ];
  expect(await runScale("backup-account", "--stack", "prod", ...args, "--compliance-lock", "2")).toEqual({
    code: 2,
    stdout: "",
    stderr: [
      "The template is refused, 5 problems:",
      `  --account: given "1111-2222-3333"; allowed: ${DIGITS}`,
      '  --organization: given "o-SHORT"; allowed: o- and 10 to 32 small letters and digits, as aws organizations describe-organization --query Organization.Id prints it',
      '  --kept-version-days: given "6"; allowed: a whole number of days, 7 to 365',
      '  --restored-in: given "x"; allowed: the twelve digits of the new AWS account in which the stack is restored',
      '  --compliance-lock: given "2"; allowed: a whole number of days, 3 to 365; leave it out for a lock that administrators of the account can take away',
      "",
    ].join("\n"),
  });
});

test.each(["", "0", "6", "366", "35.5", "-35", "1e2", " 35", "35d", "99999999999999999999"])(
  "%j are no days for which deleted copies are kept",
  (keptVersionDays) => {
    expect(() => backupAccountCommand({ ...ASKED, keptVersionDays }, folder)).toThrow(
      `The template is refused, 1 problem:\n  --kept-version-days: given "${keptVersionDays}"; allowed: a whole number of days, 7 to 365`,
    );
  },
);

test.each(["2", "366", "three", ""])("a compliance lock does not begin after %j days", (complianceLock) => {
  expect(() => backupAccountCommand({ ...ASKED, complianceLock }, folder)).toThrow(
    `--compliance-lock: given "${complianceLock}"; allowed: a whole number of days, 3 to 365;`,
  );
});

test.each(["7", "365"])("%s days are allowed, and so is the lock with as many", (days) => {
  const options = { ...ASKED, keptVersionDays: days, complianceLock: days };
  expect(() => backupAccountCommand(options, folder)).not.toThrow();
});

test("an account that nobody has named is asked for", async () => {
  expect(() => backupAccountCommand({ ...ASKED, stack: "bare" }, folder)).toThrow(
    `  --account: given nothing; allowed: ${DIGITS}, here or in deployerRoleArns of the file of stack bare`,
  );
  expect(await runScale("backup-account", "--stack", "prod", "--organization", ORGANIZATION)).toEqual({
    code: 2,
    stdout: "",
    stderr: `The template is refused, 1 problem:\n  --account: given nothing, and deployerRoleArns is that of the examples; allowed: ${DIGITS}, here or in deployerRoleArns of the file of stack prod\n`,
  });
});

test.each([
  [["--organization", ORGANIZATION], "required option '--stack <name>' not specified"],
  [["--stack", "prod"], "required option '--organization <id>' not specified"],
])("backup-account %j is not how it is used", async (args, words) => {
  expect(await runScale("backup-account", ...args)).toEqual({
    code: 2,
    stdout: "",
    stderr: `error: ${words}\nRun with --help to see the commands.\n`,
  });
});
