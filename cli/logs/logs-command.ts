import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { isStack, ofStack, ofTier, withStack, type Subject } from "../record/subject";
import { parseTierName } from "../../tiers";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { allLogs, logsOf } from "./followed-logs";
import { allLogsDocument, logsDocument, tailCommand } from "./logs-document";

/** `scale logs <tier or stack> [workload]`: the command that follows what a workload's pods print. */
async function logsCommand(subject: Subject, workload: string | undefined): Promise<Result> {
  const manifest = await recordedManifest(subject.sizes, subject.config);
  const { region } = manifest;
  if (workload === undefined) {
    const workloads = allLogs(manifest);
    const json = { schemaVersion: 1, tier: subject.tier, region, workloads };
    return resultOf(withStack(json, subject), () => allLogsDocument(subject.title, workloads));
  }
  const logs = logsOf(manifest, workload);
  const json = { schemaVersion: 1, tier: subject.tier, region, ...logs, command: tailCommand(logs, region) };
  return resultOf(withStack(json, subject), () => logsDocument(subject.title, logs, region));
}

export const registerLogs: Register = (program, run) => {
  reportCommand(program, "logs", "the command that follows what the pods of a workload print")
    .argument("<tier-or-stack>", "a tier, or a stack by its file")
    .argument("[workload]", "such as web, or app/web; without it all of them are listed")
    .action((of: string, workload: string | undefined, options: OutputOptions) =>
      run(options, () => logsCommand(isStack(of) ? ofStack(of) : ofTier(parseTierName(of)), workload)),
    );
};
