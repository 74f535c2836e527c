import { estimateCost } from "../../models/cost/estimate";
import { priceBookFor } from "../../models/cost/price-books";
import { closedGate, type DowntimeClass } from "../../models/upgrade/gate";
import { upgradeReport, type TierEnd } from "../../models/upgrade/upgrade";
import { InputError, parseTierName, type TierName } from "../../tiers";
import { loadDryRun } from "../load-dry-run";
import type { Result } from "../style";
import { readAcknowledgements } from "../upgrade/read-acknowledgements";
import { upgradeMarkdown } from "../upgrade/upgrade-markdown";
import { upgradeText } from "../upgrade/upgrade-text";

export interface UpgradeOptions {
  readonly markdown?: true;
  readonly gate?: true;
  readonly allowDowntime?: DowntimeClass;
  readonly acknowledgements?: string;
  readonly expect?: string;
}

async function tierEnd(tier: TierName): Promise<TierEnd> {
  const { dryRun } = loadDryRun();
  const manifest = await dryRun(tier, {}, { tellsSecretsApart: true });
  return { manifest, cost: estimateCost(manifest, priceBookFor(manifest.region)) };
}

/** `scale upgrade <from> <to>`: what the step does, costs, takes, interrupts and puts at risk. */
export async function upgradeCommand(
  fromText: string,
  toText: string,
  options: UpgradeOptions,
  today = new Date(),
): Promise<Result> {
  const from = parseTierName(fromText);
  const to = parseTierName(toText);
  if (from === to)
    throw new InputError(`From tier ${from} to tier ${to} there is nothing to do. Give two tiers.`);
  const acknowledged =
    options.acknowledgements === undefined ? [] : readAcknowledgements(options.acknowledgements);
  const report = upgradeReport(await tierEnd(from), await tierEnd(to));
  const objections = [
    ...(options.expect === undefined || options.expect === report.digest
      ? []
      : [`The plan is no longer what was approved: expected ${options.expect}, it is ${report.digest}`]),
    ...(options.gate === true
      ? closedGate(
          report,
          options.allowDowntime ?? "failover",
          acknowledged,
          today.toISOString().slice(0, 10),
        )
      : []),
  ];
  return {
    json: report,
    text: (style) => (options.markdown === true ? upgradeMarkdown(report) : upgradeText(report, style)),
    ...(objections.length === 0
      ? {}
      : { gate: [`From tier ${from} to tier ${to} the gate is closed:`, ...objections].join("\n  ") }),
  };
}
