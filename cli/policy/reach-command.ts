import { Option } from "commander";
import { reachOf } from "../../policies/reach";
import { InputError, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { readManifest } from "../read/read-manifest";
import { recordedManifest } from "../record/recorded-manifest";
import { isStack, subjectOf, withStack } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { reachDocument } from "./reach-document";

interface ReachOptions extends OutputOptions {
  readonly stack?: string;
  /** File. */
  readonly manifest?: string;
  readonly markdown?: true;
}

/** `scale reach <tier>`, `--stack <name>` or `--manifest <file>`: who can reach what, and who may do what. */
export async function reachCommand(tier: TierName | undefined, options: ReachOptions): Promise<Result> {
  const { stack, manifest: file } = options;
  if (file !== undefined) {
    if (tier !== undefined || stack !== undefined)
      throw new InputError("Give one of a tier, --stack and --manifest.");
    const manifest = readManifest(file);
    const report = reachOf(manifest.resources, manifest.tier);
    return resultOf(report, () => reachDocument(report, file), options);
  }
  const subject = subjectOf(tier, stack);
  const { resources } = await recordedManifest(subject.sizes, subject.config);
  const report = reachOf(resources, subject.tier);
  return resultOf(withStack(report, subject), () => reachDocument(report, subject.title), options);
}

export const registerReach: Register = (program, run) => {
  reportCommand(program, "reach", "who can reach what over the network, and who may do what")
    .addArgument(tierArgument("[tier]", { stack: { command: "reach", isStack } }))
    .addOption(stackOption())
    .addOption(new Option("--manifest <file>", "what scale manifest --json wrote, instead of a tier"))
    .addOption(new Option("--markdown", "print it for a pull request").conflicts("json"))
    .action((tier: TierName | undefined, options: ReachOptions) =>
      run(options, () => reachCommand(tier, options)),
    );
};
