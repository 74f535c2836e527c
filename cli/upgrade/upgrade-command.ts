import { closedGate, expired, type Acknowledgement, type DowntimeClass } from "../../models/upgrade/gate";
import type { EnginePreview } from "../../models/upgrade/engine-preview";
import { liveReport, upgradeReport } from "../../models/upgrade/upgrade";
import { PROJECT } from "../../stacks/dry-run-config";
import { InputError, parseTierName, type TierName } from "../../tiers";
import type { Result } from "../print/style";
import { readAcknowledgements } from "../read/read-acknowledgements";
import { readPreview } from "../read/read-preview";
import { recordStep } from "../record/record-step";
import { runbookHtml } from "./runbook/runbook";
import { upgradeMarkdown } from "./upgrade-markdown";
import { upgradeText } from "./upgrade-text";

export interface UpgradeOptions {
  readonly markdown?: true;
  readonly html?: true;
  readonly keepSizes?: true;
  readonly fromPreview?: string;
  readonly gate?: true;
  readonly allowDowntime?: DowntimeClass;
  readonly acknowledgements?: string;
  readonly expect?: string;
}

/** @throws InputError naming each acknowledgement that no longer holds */
function refuseExpired(ended: readonly Acknowledgement[], file: string, today: string): void {
  if (ended.length === 0) return;
  throw new InputError(
    `The acknowledgements file ${file} holds what no longer holds. Renew it, or take it out:`,
    ended.map(({ step, owner, expires }) => ({
      path: `${step} (${owner})`,
      given: `expires ${expires}`,
      allowed: `${today} or later`,
    })),
  );
}

interface Way {
  readonly from: TierName;
  readonly to: TierName;
  readonly preview?: EnginePreview;
}

/** Two tiers that a person named, or those of a running stack. */
function wayOf(fromText: string, toText: string, { fromPreview, keepSizes }: UpgradeOptions): Way {
  if (fromPreview !== undefined) {
    if (fromText !== "" || keepSizes === true)
      throw new InputError(
        "With --from-preview the tiers and sizes are those of the preview. Leave out the tiers and --keep-sizes.",
      );
    return readPreview(fromPreview, PROJECT);
  }
  if (toText === "")
    throw new InputError(
      "Give two tiers, such as upgrade 500 2k, or --from-preview with what pulumi preview --json wrote.",
    );
  const from = parseTierName(fromText);
  const to = parseTierName(toText);
  if (from === to)
    throw new InputError(`From tier ${from} to tier ${to} there is nothing to do. Give two tiers.`);
  return { from, to };
}

/** `scale upgrade <from> <to>`: what the step does, costs, takes, interrupts and puts at risk. */
export async function upgradeCommand(
  fromText: string,
  toText: string,
  options: UpgradeOptions,
  today = new Date(),
): Promise<Result> {
  const way = wayOf(fromText, toText, options);
  const { from, to } = way;
  const day = today.toISOString().slice(0, 10);
  const acknowledged =
    options.acknowledgements === undefined ? [] : readAcknowledgements(options.acknowledgements);
  refuseExpired(expired(acknowledged, { from, to }, day), options.acknowledgements ?? "", day);
  const step = await recordStep(from, to, options.keepSizes === true);
  const report =
    way.preview === undefined
      ? upgradeReport(step.from, step.to, step.between, step.overrides)
      : liveReport(step.from, step.to, way.preview);
  const objections = [
    ...(options.expect === undefined || options.expect === report.digest
      ? []
      : [`The plan is no longer what was approved: expected ${options.expect}, it is ${report.digest}`]),
    ...(options.gate === true
      ? closedGate(report, options.allowDowntime ?? "failover", acknowledged, day)
      : []),
  ];
  return {
    json: report,
    text: (style) => {
      if (options.html === true) return runbookHtml(report);
      return options.markdown === true ? upgradeMarkdown(report) : upgradeText(report, style);
    },
    ...(objections.length === 0
      ? {}
      : { gate: [`From tier ${from} to tier ${to} the gate is closed:`, ...objections].join("\n  ") }),
  };
}
