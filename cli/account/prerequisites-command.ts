import { prerequisitesOf } from "../../models/account/prerequisites";
import type { TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { isStack, subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { prerequisitesDocument } from "./prerequisites-document";

/** `scale prerequisites <tier>`, `--stack <name>`: what an account must allow before the first `up`. */
export async function prerequisitesCommand(subject: Subject): Promise<Result> {
  const report = prerequisitesOf(await recordedManifest(subject.sizes, subject.config));
  return resultOf(withStack(report, subject), () => prerequisitesDocument(report, subject.title));
}

export const registerPrerequisites: Register = (program, run) => {
  reportCommand(program, "prerequisites", "what an account must allow: quotas and roles of services")
    .addArgument(tierArgument("[tier]", { stack: { command: "prerequisites", isStack } }))
    .addOption(stackOption())
    .action((tier: TierName | undefined, options: OutputOptions & { readonly stack?: string }) =>
      run(options, () => prerequisitesCommand(subjectOf(tier, options.stack))),
    );
};
