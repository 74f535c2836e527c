import { EXAMPLE_ACCOUNT } from "../kinds/example-account";
import { arnParts, show, specialRangeOf, type Problem } from "../tiers";
import type { StackSettings } from "./settings";
import type { Site } from "./site";

/** Domains that nobody can own: RFC 2606 and RFC 6761. */
const RESERVED_DOMAIN = /(^|[@.])(example\.(com|net|org)|example|invalid|test|localhost)$/i;

/** The zone of the examples in this repository. */
const EXAMPLE_ZONE = "Z0123456789ABCDEFGHIJ";

/** Accounts of examples, in AWS's documentation and in ours. */
const EXAMPLE_ACCOUNTS: readonly string[] = ["111122223333", EXAMPLE_ACCOUNT, "444455556666"];

const isReserved = (host: string): boolean => RESERVED_DOMAIN.test(host);

/** A registry's host is what stands before the first slash, where it has a dot. */
function isExampleImage(image: string): boolean {
  const [host = ""] = image.split("/");
  return (
    host.includes(".") && (host.startsWith(`${EXAMPLE_ACCOUNT}.`) || isReserved(host.replace(/:\d+$/, "")))
  );
}

function problem(path: string, given: string, allowed: string, example: string): Problem {
  const key = /\.\d+$/.test(path) ? `--path '${path.replace(/\.(\d+)$/, "[$1]")}'` : path;
  const flag = path.includes(".") && !key.startsWith("--path") ? `--path ${key}` : key;
  return {
    path,
    given: show(given),
    allowed: `${allowed}. Set it with: pulumi config set ${flag} ${example}`,
  };
}

function mailProblems({ alertEmail, budgetOwner = "" }: StackSettings): Problem[] {
  const allowed = "an address that somebody reads; this one is an example (RFC 2606)";
  return Object.entries({ alertEmail, budgetOwner })
    .filter(([, value]) => value.includes("@") && isReserved(value))
    .map(([path, value]) => problem(path, value, allowed, "<address>"));
}

function domainProblems({ domain }: StackSettings): Problem[] {
  if (domain === undefined) return [];
  return [
    ...(isReserved(domain.name)
      ? [
          problem(
            "domain.name",
            domain.name,
            "a domain of yours; this one is an example (RFC 2606)",
            "<name>",
          ),
        ]
      : []),
    ...(domain.hostedZoneId === EXAMPLE_ZONE
      ? [problem("domain.hostedZoneId", domain.hostedZoneId, "the hosted zone of your domain", "<id>")]
      : []),
  ];
}

const imageProblems = ({ appImage = "", nextImage = "" }: StackSettings): Problem[] =>
  Object.entries({ appImage, nextImage })
    .filter(([, value]) => isExampleImage(value))
    .map(([path, value]) =>
      problem(path, value, "an image of yours; this registry is an example", "<registry>/<image>"),
    );

function copiesProblems({ backupAccount }: StackSettings): Problem[] {
  if (backupAccount === undefined || !EXAMPLE_ACCOUNTS.includes(arnParts(backupAccount.vaultArn).account))
    return [];
  const { vaultArn } = backupAccount;
  return [
    problem(
      "backupAccount.vaultArn",
      vaultArn,
      "a vault of an account of yours; this one is an example, and the copies would be somebody else's",
      "<VaultArn>",
    ),
  ];
}

/**
 * Values that were copied from the documentation or the example files and cannot work on AWS, and roles of another account
 * than the one that is built in. In the stand-in cloud of a dry run or a rehearsal, whose account is an example as well,
 * they are what they should be.
 */
export function exampleValueProblems(
  settings: StackSettings,
  { accountId }: Pick<Site, "accountId">,
): Problem[] {
  if (accountId === EXAMPLE_ACCOUNT) return [];
  const { publicAccessCidrs, deployerRoleArns, costAnomaly } = settings;
  const monitor = costAnomaly !== undefined && "existingMonitorArn" in costAnomaly ? costAnomaly : undefined;
  return [
    ...publicAccessCidrs.flatMap((cidr, index) =>
      specialRangeOf(cidr)?.isDocumentation === true
        ? [
            problem(
              `publicAccessCidrs.${index}`,
              cidr,
              "the addresses you come from; this block is for documentation (RFC 5737), so nobody reaches the cluster's API from it",
              "<address>/32",
            ),
          ]
        : [],
    ),
    ...deployerRoleArns.flatMap((arn, index) =>
      arnParts(arn).account === accountId
        ? []
        : [
            problem(
              `deployerRoleArns.${index}`,
              arn,
              `a role of account ${accountId}, in which this stack is built`,
              `arn:aws:iam::${accountId}:role/<name>`,
            ),
          ],
    ),
    ...mailProblems(settings),
    ...domainProblems(settings),
    ...imageProblems(settings),
    ...copiesProblems(settings),
    ...(monitor !== undefined && arnParts(monitor.existingMonitorArn).account !== accountId
      ? [
          problem(
            "costAnomaly.existingMonitorArn",
            monitor.existingMonitorArn,
            `a monitor of account ${accountId}, in which this stack is built`,
            "<arn>",
          ),
        ]
      : []),
  ];
}
