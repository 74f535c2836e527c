import { reconcile } from "../../models/cost/bill/reconcile";
import { InputError, parseTierName } from "../../tiers";
import { estimateOptions, type EstimateChoices } from "./estimate-options";
import { estimateTier } from "../record/estimate-tier";
import { readBill } from "../read/read-bill";
import { reconciliationMarkdown, reconciliationText } from "./reconciliation-text";
import type { Result } from "../print/style";

export interface ReconcileOptions extends EstimateChoices {
  readonly costExplorer?: string;
  readonly tier?: string;
  readonly markdown?: true;
}

/** `scale cost reconcile`: a bill beside the estimate of a tier. Changes nothing. */
export async function reconcileCommand(options: ReconcileOptions): Promise<Result> {
  if (options.costExplorer === undefined)
    throw new InputError(
      "Give the bill with --cost-explorer <file>; docs/reconcile.md says how to export it.",
    );
  if (options.tier === undefined) throw new InputError("Give the tier that was billed with --tier <tier>.");
  const tier = parseTierName(options.tier);
  const bill = readBill(options.costExplorer);
  const choices = estimateOptions(options);
  const { report } = await estimateTier(tier, choices);
  const reconciliation = reconcile(bill, report, choices.coefficients);
  return {
    json: reconciliation,
    text: (style) =>
      options.markdown ? reconciliationMarkdown(reconciliation) : reconciliationText(reconciliation, style),
  };
}
