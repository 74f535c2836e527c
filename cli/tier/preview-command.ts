import { previewOf } from "../../models/reports/preview";
import { tierAfter, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { estimateTier } from "../record/estimate-tier";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";
import { previewDocument } from "./preview-document";
import { tierSummary } from "./tier-summary";

/** `scale preview <tier>`: what a tier consists of. */
async function previewCommand(name: TierName): Promise<Result> {
  const { tier, manifest, report } = await estimateTier(name);
  const preview = previewOf(tier, manifest, tierAfter(name), report, tierSummary(tier));
  return resultOf(preview, () => previewDocument(preview));
}

export const registerPreview: Register = (program, run) => {
  reportCommand(program, "preview", "what a tier consists of, in plain words")
    .addArgument(tierArgument("<tier>"))
    .action((tier: TierName, options: OutputOptions) => run(options, () => previewCommand(tier)));
};
