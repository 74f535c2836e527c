import { Option } from "commander";
import { reconcile } from "../../models/cost/bill/reconcile";
import { InputError, parseTierName, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { readBill } from "../read/read-bill";
import { subjectOf, withStack } from "../record/subject";
import { estimateTier } from "../record/estimate-tier";
import { reportCommand, stackOption, type OutputOptions, type Register } from "../run/command";
import {
  addEstimateOptions,
  estimateOptions,
  refuseSecondRegion,
  type EstimateChoices,
} from "./estimate-options";
import { reconciliationDocument } from "./reconciliation-document";

interface ReconcileOptions extends EstimateChoices {
  /** File. */
  readonly costExplorer: string;
  readonly tier?: TierName;
  readonly stack?: string;
}

/**
 * `scale cost reconcile`: a bill beside the estimate of a tier or a stack. Changes nothing.
 * @throws InputError
 */
async function reconcileCommand(options: ReconcileOptions): Promise<Result> {
  const { tier, stack } = options;
  if (tier === undefined && stack === undefined)
    throw new InputError("Name the tier that was billed by --tier, or the stack by --stack.");
  if (tier !== undefined && stack !== undefined) throw new InputError("Give --tier or --stack, not both.");
  refuseSecondRegion(options);
  const subject = subjectOf(tier, stack);
  const bill = readBill(options.costExplorer);
  const choices = estimateOptions(options);
  const { report } = await estimateTier(subject, choices);
  const reconciliation = reconcile(bill, report, choices.coefficients);
  return resultOf(
    withStack(reconciliation, subject),
    () => reconciliationDocument(reconciliation, subject),
    options,
  );
}

export const registerReconcile: Register = (cost, run) => {
  const command = reportCommand(
    cost,
    "reconcile",
    "a bill beside the estimate of a tier or a stack, gap by gap",
  )
    .addOption(
      new Option(
        "--cost-explorer <file>",
        "the bill, as CSV or JSON of Cost Explorer; docs/reconcile.md says how to export it",
      ).makeOptionMandatory(),
    )
    .addOption(new Option("--tier <tier>", "the tier that was billed").argParser(parseTierName))
    .addOption(stackOption());
  addEstimateOptions(command).action((options: ReconcileOptions & OutputOptions) =>
    run(options, () => reconcileCommand(options)),
  );
};
