import { TIER_NAMES, tiers } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { estimateTier, type TierCost } from "../record/estimate-tier";
import { ofTier } from "../record/subject";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { tiersDocument } from "./tiers-document";

/** What a tier carries and costs, beside its sizes. */
const figuresOf = ({ tier, capacity, report }: TierCost) => ({
  tier: tier.name,
  carriesUsers: capacity.users,
  expectedMonthlyUsd: report.expectedMonthlyUsd,
  ceilingMonthlyUsd: report.ceilingMonthlyUsd,
});

/** `scale tiers`: all tiers side by side. */
async function tiersCommand(): Promise<Result> {
  const costs: TierCost[] = [];
  // One after another: a process holds one mocked program at a time.
  for (const name of TIER_NAMES) costs.push(await estimateTier(ofTier(name)));
  return resultOf({ schemaVersion: 1, tiers, figures: costs.map(figuresOf) }, () => tiersDocument(costs));
}

export const registerTiers: Register = (program, run) => {
  reportCommand(program, "tiers", "the tiers side by side").action((options: OutputOptions) =>
    run(options, tiersCommand),
  );
};
