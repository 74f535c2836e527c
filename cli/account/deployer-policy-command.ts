import { Option } from "commander";
import { EXAMPLE_ACCOUNT } from "../../kinds/example-account";
import { deployerPolicy } from "../../models/account/deployer-policy";
import type { ManifestResource } from "../../models/manifest/manifest";
import { DRY_RUN_REGION, PROJECT } from "../../stacks/dry-run-config";
import { InputError, overrideTier, parseTierName, show, tierNamed, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { pulumiProject } from "../read/pulumi-project";
import { recordedManifest } from "../record/recorded-manifest";
import { checkout, ofStack, type Subject } from "../record/subject";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { ACCOUNT, accountInRoles } from "./account-in-roles";
import { deployerPolicyDocument } from "./deployer-policy-document";

interface DeployerPolicyOptions {
  readonly stack: string;
  readonly account?: string;
  readonly to?: TierName;
  readonly document?: number;
}

const SECRET_ARN = /arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+/g;

/** @throws InputError */
function parseAccount(text: string): string {
  if (ACCOUNT.test(text)) return text;
  throw new InputError(`--account is ${show(text)}; allowed: the twelve digits of an AWS account.`);
}

/** @throws InputError */
function parseDocument(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1) return number;
  throw new InputError(`--document is ${show(text)}; allowed: the number of a document, from 1 on.`);
}

/** Account of the roles that the stack's file names. @throws InputError when it is that of the examples */
function accountOf(subject: Subject): string {
  const { stack = "" } = subject;
  const account = accountInRoles(subject);
  if (account !== undefined && account !== EXAMPLE_ACCOUNT) return account;
  throw new InputError(
    `The file of stack ${stack} names ${account === undefined ? "no role" : `the account of the examples, ${EXAMPLE_ACCOUNT}`}. Give your own by --account, or set it: pulumi config set --path 'deployerRoleArns[0]' arn:aws:iam::<account>:role/deployer`,
  );
}

/** What the stack builds, under the names that it has on AWS. */
async function resourcesOf(
  subject: Subject,
  sizes: Subject["sizes"],
  environment: string,
): Promise<readonly ManifestResource[]> {
  const config = { ...subject.config, [`${PROJECT}:environment`]: environment };
  return (await recordedManifest(sizes, config)).resources;
}

/**
 * `scale deployer-policy --stack <name>`: the IAM policies of the role that deploys it.
 * @param folder of the checkout; tests name their own
 */
export async function deployerPolicyCommand(
  options: DeployerPolicyOptions,
  folder = checkout(),
): Promise<Result> {
  const subject = ofStack(options.stack, folder);
  const account = options.account ?? accountOf(subject);
  const environment = subject.config[`${PROJECT}:environment`] ?? options.stack;
  const ends = [
    subject.sizes,
    ...(options.to === undefined
      ? []
      : [overrideTier(tierNamed(options.to), subject.overrides, subject.title)]),
  ];
  const resources: ManifestResource[] = [];
  for (const sizes of ends) resources.push(...(await resourcesOf(subject, sizes, environment)));
  const policy = deployerPolicy(options.stack, {
    resources,
    region: subject.config["aws:region"] ?? DRY_RUN_REGION,
    account,
    project: pulumiProject(folder).name,
    environment,
    secretArns: (subject.config[`${PROJECT}:appSecrets`] ?? "").match(SECRET_ARN) ?? [],
  });
  if (options.document === undefined) return resultOf(policy, () => deployerPolicyDocument(policy));
  const asked = policy.documents[options.document - 1];
  if (asked === undefined)
    throw new InputError(
      `There is no document ${options.document}: stack ${options.stack} needs ${policy.documents.length}.`,
    );
  const { document } = asked;
  return { json: document, text: () => `${JSON.stringify(document, null, 2)}\n` };
}

export const registerDeployerPolicy: Register = (program, run) => {
  reportCommand(program, "deployer-policy", "IAM policies of the role that deploys a stack")
    .addOption(new Option("--stack <name>", "a stack by its file").makeOptionMandatory())
    .addOption(
      new Option("--to <tier>", "also what a step to this tier makes and deletes").argParser(parseTierName),
    )
    .addOption(
      new Option("--account <id>", "AWS account (default: that of deployerRoleArns)").argParser(parseAccount),
    )
    .addOption(new Option("--document <n>", "one of them alone, as IAM takes it").argParser(parseDocument))
    .action((options: DeployerPolicyOptions & OutputOptions) =>
      run(options, () => deployerPolicyCommand(options)),
    );
};
