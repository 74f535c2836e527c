import { previewOf } from "../../models/reports/preview";
import { tierAfter, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { estimateTier } from "../record/estimate-tier";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";
import { previewDocument } from "./preview-document";
import { tierSummary } from "./tier-summary";

/** `scale preview <tier>`: what a tier consists of. */
export async function previewCommand(name: TierName, today = new Date()): Promise<Result> {
  const { tier, manifest, report } = await estimateTier(name);
  const day = today.toISOString().slice(0, 10);
  const preview = previewOf(tier, manifest, tierAfter(name), report, tierSummary(tier), day);
  return resultOf(preview, () => previewDocument(preview));
}

export const registerPreview: Register = (program, run) => {
  reportCommand(program, "preview", "what a tier consists of, in plain words")
    .addArgument(tierArgument("<tier>"))
    .action((tier: TierName, options: OutputOptions) => run(options, () => previewCommand(tier)));
};
