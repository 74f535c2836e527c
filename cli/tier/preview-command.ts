import { previewOf } from "../../models/reports/preview";
import { InputError, overrideTier, tierAfter, type TierName, type TierSpec } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { estimateTier } from "../record/estimate-tier";
import { isStack, subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { previewDocument } from "./preview-document";
import { tierSummary } from "./tier-summary";

/** The tier after it, with the overrides that the stack has; none where they do not fit it. */
function nextOf({ tier, overrides, title }: Subject): TierSpec | undefined {
  const next = tierAfter(tier);
  if (next === undefined) return undefined;
  try {
    return overrideTier(next, overrides, title);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** `scale preview <tier>`, `--stack <name>`: what a tier consists of. */
export async function previewCommand(subject: Subject, today = new Date()): Promise<Result> {
  const { tier, manifest, report } = await estimateTier(subject);
  const preview = previewOf(
    tier,
    manifest,
    nextOf(subject),
    report,
    tierSummary(tier),
    today.toISOString().slice(0, 10),
  );
  return resultOf(withStack(preview, subject), () => previewDocument(preview, subject.title));
}

export const registerPreview: Register = (program, run) => {
  reportCommand(program, "preview", "what a tier consists of, in plain words")
    .addArgument(tierArgument("[tier]", { stack: { command: "preview", isStack } }))
    .addOption(stackOption())
    .action((tier: TierName | undefined, options: OutputOptions & { readonly stack?: string }) =>
      run(options, () => previewCommand(subjectOf(tier, options.stack))),
    );
};
