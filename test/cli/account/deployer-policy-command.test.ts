import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployerPolicyCommand } from "../../../cli/account/deployer-policy-command";
import { PLAIN } from "../../../cli/print/style";
import { deployerPolicySchema } from "../../../models/account/deployer-policy";
import { runScale } from "../../support/run-scale";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "deployer-policy-"));
  mkdirSync(join(folder, "stacks/config"), { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nstackConfigDir: stacks/config\n");
  const common = '  shop:tier: "100"\n  aws:region: us-east-1\n';
  writeFileSync(join(folder, "stacks/config/Pulumi.bare.yaml"), `config:\n${common}`);
  writeFileSync(
    join(folder, "stacks/config/Pulumi.prod.yaml"),
    `config:\n${common}  shop:deployerRoleArns: ["arn:aws:iam::111122223333:role/deployer"]\n` +
      '  shop:appSecrets: { KEY: "arn:aws:secretsmanager:us-east-1:111122223333:secret:key-AbCdEf:part::" }\n' +
      "  shop:appImage: registry.io/app:1.0\n",
  );
  writeFileSync(
    join(folder, "stacks/config/Pulumi.example.yaml"),
    `config:\n${common}  shop:deployerRoleArns: ["arn:aws:iam::123456789012:role/deployer"]\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("account, project, names and secrets are those of the stack's file", async () => {
  const result = await deployerPolicyCommand({ stack: "prod" }, folder);
  const policy = deployerPolicySchema.parse(result.json);
  const text = JSON.stringify(policy);
  expect(policy).toMatchObject({ stack: "prod", account: "111122223333", region: "us-east-1" });
  expect(text).toContain('"arn:aws:iam::111122223333:role/prod-*"');
  expect(text).toContain('"aws:ResourceTag/project":"shop"');
  expect(text).toContain('"arn:aws:secretsmanager:us-east-1:111122223333:secret:key-AbCdEf"');
  expect(text).not.toContain("ec2:CreateNatGateway");
  const page = result.text(PLAIN);
  expect(page).toMatch(/^Stack prod: \d+ policies for its deployer in account 111122223333\n/);
  expect(page).toContain(
    "  aws iam create-policy --policy-name prod-deployer-1 --policy-document file://prod-deployer-1.json\n",
  );
  const first = await deployerPolicyCommand({ stack: "prod", document: 1 }, folder);
  expect(JSON.parse(first.text(PLAIN))).toEqual(policy.documents[0]?.document);
  await expect(deployerPolicyCommand({ stack: "prod", document: 9 }, folder)).rejects.toThrow(
    `There is no document 9: stack prod needs ${policy.documents.length}.`,
  );
});

test("with --to, what the step makes is allowed as well", async () => {
  const { json } = await deployerPolicyCommand({ stack: "prod", to: "5k" }, folder);
  const text = JSON.stringify(json);
  expect(text).toContain("ec2:CreateNatGateway");
  expect(text).toContain("ec2:RunInstances");
});

test("an account that nobody has named is asked for", async () => {
  const way =
    "Give your own by --account, or set it: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::<account>:role/deployer";
  await expect(deployerPolicyCommand({ stack: "bare" }, folder)).rejects.toThrow(
    `The file of stack bare names no role. ${way}`,
  );
  await expect(deployerPolicyCommand({ stack: "example" }, folder)).rejects.toThrow(
    `The file of stack example names the account of the examples, 123456789012. ${way}`,
  );
});

test.each([
  [["--account", "12"], '--account is "12"; allowed: the twelve digits of an AWS account.'],
  [["--document", "0"], '--document is "0"; allowed: the number of a document, from 1 on.'],
  [["--document", "x"], '--document is "x"; allowed: the number of a document, from 1 on.'],
])("deployer-policy %j is refused", async (args, message) => {
  const run = await runScale("deployer-policy", "--stack", "prod", ...args);
  expect(run).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
});
