import { Option } from "commander";
import { backupTemplate } from "../../models/account/backup-template";
import type { Result } from "../print/result";
import { pulumiProject } from "../read/pulumi-project";
import { checkout, ofStack } from "../record/subject";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import {
  backedUpStack,
  COMPLIANCE_LOCK_DAYS,
  KEPT_VERSION_DAYS,
  type BackupAccountOptions,
} from "./backup-account-options";
import { backupAccountText } from "./backup-account-text";

/**
 * `scale backup-account --stack <name> --organization <id>`: a template of CloudFormation for the account that takes copies
 * of the stack's backups. Neither account is asked.
 * @param folder of the checkout; tests name their own
 */
export function backupAccountCommand(options: BackupAccountOptions, folder = checkout()): Result {
  const stack = backedUpStack(options, ofStack(options.stack, folder), pulumiProject(folder).name);
  const template = backupTemplate(stack);
  return { json: template, text: () => backupAccountText(stack, template) };
}

const range = ({ min, max }: { readonly min: number; readonly max: number }): string => `${min} to ${max}`;

export const registerBackupAccount: Register = (program, run) => {
  reportCommand(program, "backup-account", "template for the account that takes copies of a stack's backups")
    .addOption(new Option("--stack <name>", "a stack by its file").makeOptionMandatory())
    .addOption(
      new Option("--organization <id>", "AWS Organization of both accounts, o-…").makeOptionMandatory(),
    )
    .addOption(new Option("--account <id>", "account that is backed up (default: that of deployerRoleArns)"))
    .addOption(
      new Option(
        "--kept-version-days <n>",
        `days for which a deleted object's copy can be brought back, ${range(KEPT_VERSION_DAYS)}`,
      ).default(String(KEPT_VERSION_DAYS.default)),
    )
    .addOption(
      new Option(
        "--compliance-lock <days>",
        `after so many days, ${range(COMPLIANCE_LOCK_DAYS)}, nobody can take the vault's lock away`,
      ),
    )
    .addOption(
      new Option(
        "--restored-in <id>",
        "once all is lost: the new account, which may then read the copies (default: none)",
      ),
    )
    .action((options: BackupAccountOptions & OutputOptions) =>
      run(options, () => backupAccountCommand(options)),
    );
};
