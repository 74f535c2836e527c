import { Option } from "commander";
import { recoveryObjectives, type Objective } from "../../models/recovery/objectives";
import { TIER_NAMES, tierNamed } from "../../tiers";
import type { Result } from "../print/result";
import { restoreFigures } from "../record/restore-ups";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { nightResult } from "./night-page";
import { objectivesDocument } from "./objectives-document";

interface ObjectivesOptions {
  readonly markdown?: true;
  readonly html?: true;
}

/** Of all tiers. */
export async function allObjectives(): Promise<Objective[]> {
  const tiers: Parameters<typeof recoveryObjectives>[0][number][] = [];
  for (const name of TIER_NAMES) tiers.push({ spec: tierNamed(name), figures: await restoreFigures(name) });
  return recoveryObjectives(tiers);
}

/** `scale restore objectives`: what each loss costs in data and time, at each tier. */
async function objectivesCommand(options: ObjectivesOptions = {}): Promise<Result> {
  const objectives = await allObjectives();
  return nightResult({ schemaVersion: 1, objectives }, () => objectivesDocument(objectives), options);
}

export const registerObjectives: Register = (restore, run) => {
  reportCommand(restore, "objectives", "what each loss costs in data and time, at each tier")
    .addOption(new Option("--markdown", "print it for a page").conflicts("json"))
    .addOption(new Option("--html", "print it as a page to have at hand").conflicts(["json", "markdown"]))
    .action((options: ObjectivesOptions & OutputOptions) => run(options, () => objectivesCommand(options)));
};
