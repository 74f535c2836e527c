import { EXAMPLE_ACCOUNT } from "../../kinds/example-account";
import type { BackedUpStack } from "../../models/account/backup-template";
import { DRY_RUN_REGION } from "../../stacks/dry-run-config";
import { refusal, show, type Problem } from "../../tiers";
import type { Subject } from "../record/subject";
import { ACCOUNT, accountInRoles } from "./account-in-roles";

/** As the command line gives them. */
export interface BackupAccountOptions {
  readonly stack: string;
  readonly organization: string;
  readonly keptVersionDays: string;
  readonly account?: string;
  readonly complianceLock?: string;
  readonly restoredIn?: string;
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
/** A week is enough to see that something was deleted; a year of deleted copies is paid for as much as the rest. */
export const KEPT_VERSION_DAYS = { min: 7, default: 35, max: 365 } as const;
/** AWS Backup takes 3 or more; who waits longer than a year wants no lock. */
export const COMPLIANCE_LOCK_DAYS = { min: 3, max: 365 } as const;

const isWithin = (text: string, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  /^\d{1,4}$/.test(text) && Number(text) >= min && Number(text) <= max;

function accountProblems(given: string | undefined, subject: Subject): Problem[] {
  const digits = "the twelve digits of the AWS account that is backed up";
  if (given !== undefined)
    return ACCOUNT.test(given) ? [] : [{ path: "--account", given: show(given), allowed: digits }];
  const named = accountInRoles(subject);
  if (named !== undefined && named !== EXAMPLE_ACCOUNT) return [];
  return [
    {
      path: "--account",
      given: named === undefined ? "nothing" : "nothing, and deployerRoleArns is that of the examples",
      allowed: `${digits}, here or in deployerRoleArns of the file of stack ${subject.stack ?? ""}`,
    },
  ];
}

function otherProblems({
  organization,
  keptVersionDays,
  complianceLock,
  restoredIn,
}: BackupAccountOptions): Problem[] {
  const { min, max } = KEPT_VERSION_DAYS;
  return [
    ...(ORGANIZATION.test(organization)
      ? []
      : [
          {
            path: "--organization",
            given: show(organization),
            allowed:
              "o- and 10 to 32 small letters and digits, as aws organizations describe-organization --query Organization.Id prints it",
          },
        ]),
    ...(isWithin(keptVersionDays, KEPT_VERSION_DAYS)
      ? []
      : [
          {
            path: "--kept-version-days",
            given: show(keptVersionDays),
            allowed: `a whole number of days, ${min} to ${max}`,
          },
        ]),
    ...(restoredIn === undefined || ACCOUNT.test(restoredIn)
      ? []
      : [
          {
            path: "--restored-in",
            given: show(restoredIn),
            allowed: "the twelve digits of the new AWS account in which the stack is restored",
          },
        ]),
    ...(complianceLock === undefined || isWithin(complianceLock, COMPLIANCE_LOCK_DAYS)
      ? []
      : [
          {
            path: "--compliance-lock",
            given: show(complianceLock),
            allowed: `a whole number of days, ${COMPLIANCE_LOCK_DAYS.min} to ${COMPLIANCE_LOCK_DAYS.max}; leave it out for a lock that administrators of the account can take away`,
          },
        ]),
  ];
}

/**
 * The stack that is backed up, by its file and the options.
 * @param project of `Pulumi.yaml`
 * @throws InputError listing every option that is refused
 */
export function backedUpStack(
  options: BackupAccountOptions,
  subject: Subject,
  project: string,
): BackedUpStack {
  const problems = [...accountProblems(options.account, subject), ...otherProblems(options)];
  if (problems.length > 0) throw refusal("The template", problems);
  const { complianceLock, restoredIn } = options;
  return {
    project,
    stack: options.stack,
    account: options.account ?? accountInRoles(subject) ?? "",
    region: subject.config["aws:region"] ?? DRY_RUN_REGION,
    organization: options.organization,
    keptVersionDays: Number(options.keptVersionDays),
    ...(complianceLock === undefined ? {} : { complianceLockDays: Number(complianceLock) }),
    ...(restoredIn === undefined ? {} : { restoredIn }),
  };
}
