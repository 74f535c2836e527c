import { Option } from "commander";
import { sloReport } from "../../models/promises/report";
import { TIER_NAMES, tierNamed, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";
import { sideBySide, sloDocument } from "./slo-document";

interface SloOptions extends OutputOptions {
  readonly markdown?: true;
}

/** `scale slo [tier]`: the table of promises, with the numbers of a tier or of all. */
function sloCommand(tier: TierName | undefined, options: Pick<SloOptions, "markdown">): Result {
  if (tier !== undefined) {
    const report = sloReport(tierNamed(tier), false);
    return resultOf(report, () => sloDocument(report), options);
  }
  const reports = TIER_NAMES.map((name) => sloReport(tierNamed(name), false));
  return resultOf({ schemaVersion: 1, tiers: reports }, () => sideBySide(reports), options);
}

export const registerSlo: Register = (program, run) => {
  reportCommand(program, "slo", "what is promised to users and of parts, and which alarms watch it")
    .addArgument(tierArgument("[tier]"))
    .addOption(new Option("--markdown", "print it for a pull request").conflicts("json"))
    .action((tier: TierName | undefined, options: SloOptions) =>
      run(options, () => sloCommand(tier, options)),
    );
};
