import { Option } from "commander";
import { reconcile } from "../../models/cost/bill/reconcile";
import { parseTierName, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { readBill } from "../read/read-bill";
import { ofTier } from "../record/subject";
import { estimateTier } from "../record/estimate-tier";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { addEstimateOptions, estimateOptions, type EstimateChoices } from "./estimate-options";
import { reconciliationDocument } from "./reconciliation-document";

interface ReconcileOptions extends EstimateChoices {
  /** File. */
  readonly costExplorer: string;
  readonly tier: TierName;
}

/** `scale cost reconcile`: a bill beside the estimate of a tier. Changes nothing. */
async function reconcileCommand(options: ReconcileOptions): Promise<Result> {
  const bill = readBill(options.costExplorer);
  const choices = estimateOptions(options);
  const { report } = await estimateTier(ofTier(options.tier), choices);
  const reconciliation = reconcile(bill, report, choices.coefficients);
  return resultOf(reconciliation, () => reconciliationDocument(reconciliation), options);
}

export const registerReconcile: Register = (cost, run) => {
  const command = reportCommand(cost, "reconcile", "a bill beside the estimate of a tier, gap by gap")
    .addOption(
      new Option(
        "--cost-explorer <file>",
        "the bill, as CSV or JSON of Cost Explorer; docs/reconcile.md says how to export it",
      ).makeOptionMandatory(),
    )
    .addOption(
      new Option("--tier <tier>", "the tier that was billed").argParser(parseTierName).makeOptionMandatory(),
    );
  addEstimateOptions(command).action((options: ReconcileOptions & OutputOptions) =>
    run(options, () => reconcileCommand(options)),
  );
};
