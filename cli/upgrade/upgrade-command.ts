import { Option } from "commander";
import type { EnginePreview } from "../../models/upgrade/engine-preview";
import { expired, type Acknowledgement } from "../../models/upgrade/gate";
import { liveReport, upgradeReport } from "../../models/upgrade/upgrade";
import { InputError, keptSizes, tierNamed, type FieldSetting, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { pulumiProject } from "../read/pulumi-project";
import { readPreview } from "../read/read-preview";
import { recordSetting, recordStep } from "../record/record-step";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";
import {
  acknowledgedSteps,
  addGateOptions,
  gateText,
  objectionsTo,
  refuseWithoutStep,
  type GateOptions,
} from "./gate-options";
import { addSetting } from "./field-setting";
import { runbookHtml } from "./runbook/runbook";
import { upgradeDocument } from "./upgrade-document";

export interface UpgradeOptions extends GateOptions {
  readonly markdown?: true;
  readonly html?: true;
  readonly keepSizes?: true;
  /** Overrides of one tier, instead of a second tier. */
  readonly set?: readonly FieldSetting[];
  /** File. */
  readonly fromPreview?: string;
  /** Digest. */
  readonly expect?: string;
}

/** @throws InputError naming each acknowledgement that no longer holds */
function refuseExpired(ended: readonly Acknowledgement[], file: string, today: string): void {
  if (ended.length === 0) return;
  throw new InputError(
    `The acknowledgements file ${file} contains expired entries. Renew or remove them:`,
    ended.map(({ step, owner, expires }) => ({
      path: `${step} (${owner})`,
      given: `expires ${expires}`,
      allowed: `${today} or later`,
    })),
  );
}

/** Between which tiers a step goes. */
interface StepPlan {
  readonly from: TierName;
  readonly to: TierName;
  /** Of a running stack. */
  readonly preview?: EnginePreview;
}

/** Two tiers that a person named, or those of a running stack. */
function stepPlan(
  from: TierName | undefined,
  to: TierName | undefined,
  { fromPreview, keepSizes, set }: UpgradeOptions,
): StepPlan {
  if (fromPreview !== undefined) {
    if (from !== undefined || keepSizes === true || set !== undefined)
      throw new InputError(
        "With --from-preview the tiers and sizes are those of the preview. Leave out the tiers, --keep-sizes and --set.",
      );
    return readPreview(fromPreview, pulumiProject(".").name);
  }
  if (set !== undefined) {
    if (from === undefined || (to !== undefined && to !== from) || keepSizes === true)
      throw new InputError(
        "With --set give one tier, such as upgrade 500 --set postgres.engineVersion=18, and no --keep-sizes: an upgrade is no part of a step between tiers.",
      );
    return { from, to: from };
  }
  if (from === undefined || to === undefined)
    throw new InputError(
      "Give two tiers, such as upgrade 500 2k, or --from-preview with what pulumi preview --json wrote.",
    );
  if (from === to)
    throw new InputError(`From tier ${from} to tier ${to} there is nothing to do. Give two tiers.`);
  if (keepSizes === true && keptSizes(tierNamed(from), tierNamed(to)).length === 0)
    throw new InputError(
      `From tier ${from} to tier ${to} nothing shrinks, so --keep-sizes keeps nothing. Leave it out.`,
    );
  return { from, to };
}

/** `scale upgrade <from> <to>`: what the step does, costs, interrupts and puts at risk, and how long it takes. */
export async function upgradeCommand(
  fromTier: TierName | undefined,
  toTier: TierName | undefined,
  options: UpgradeOptions,
  today = new Date(),
): Promise<Result> {
  const { from, to, preview } = stepPlan(fromTier, toTier, options);
  const day = today.toISOString().slice(0, 10);
  const acknowledged = acknowledgedSteps(options);
  refuseExpired(expired(acknowledged, { from, to }, day), options.acknowledgements ?? "", day);
  const step =
    options.set === undefined
      ? await recordStep(from, to, options.keepSizes === true)
      : await recordSetting(from, options.set);
  const report =
    preview === undefined
      ? upgradeReport(step.from, step.to, step.between, step.overrides)
      : liveReport(step.from, step.to, preview);
  refuseWithoutStep(acknowledged, [report], options, day);
  const objections = [
    ...(options.expect === undefined || options.expect === report.digest
      ? []
      : [`The plan is no longer what was approved: expected ${options.expect}, it is ${report.digest}`]),
    ...objectionsTo(report, options, acknowledged, day),
  ];
  const result = resultOf(report, () => upgradeDocument(report), {
    ...options,
    gate: gateText(`From tier ${from} to tier ${to} the gate is closed:`, objections),
  });
  return options.html === true ? { ...result, text: () => runbookHtml(report) } : result;
}

export const registerUpgrade: Register = (program, run) => {
  const command = reportCommand(
    program,
    "upgrade",
    "what a step from one tier to another does, costs, interrupts and puts at risk",
  )
    .addArgument(tierArgument("[from]"))
    .addArgument(tierArgument("[to]"))
    .addOption(new Option("--markdown", "print it for a pull request").conflicts("json"))
    .addOption(
      new Option("--html", "print it as a page to follow: a runbook").conflicts(["json", "markdown"]),
    )
    .addOption(
      new Option("--from-preview <file>", "of a running stack, from what pulumi preview --json wrote"),
    )
    .addOption(
      new Option(
        "--set <field=value>",
        "of one tier: what an override does, such as postgres.engineVersion=18; may be repeated",
      ).argParser(addSetting),
    )
    .addOption(new Option("--keep-sizes", "keep by overrides what cannot shrink, on the way down"));
  addGateOptions(command)
    .addOption(new Option("--expect <digest>", "exit 3 when the plan is not the approved one"))
    .action((from: TierName | undefined, to: TierName | undefined, options: UpgradeOptions & OutputOptions) =>
      run(options, () => upgradeCommand(from, to, options)),
    );
};
