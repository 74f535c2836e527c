import { manifestDigest } from "../../models/manifest/manifest-digest";
import type { TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { isStack, subjectOf, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { manifestDocument } from "./manifest-document";

/** `scale manifest <tier>`, `--stack <name>`: every resource, sorted by URN. */
async function manifestCommand({ sizes, config, title }: Subject): Promise<Result> {
  const manifest = await recordedManifest(sizes, config);
  return resultOf({ ...manifest, digest: manifestDigest(manifest) }, () => manifestDocument(manifest, title));
}

export const registerManifest: Register = (program, run) => {
  reportCommand(program, "manifest", "every resource of a tier with its inputs")
    .addArgument(tierArgument("[tier]", { stack: { command: "manifest", isStack } }))
    .addOption(stackOption())
    .action((tier: TierName | undefined, options: OutputOptions & { readonly stack?: string }) =>
      run(options, () => manifestCommand(subjectOf(tier, options.stack))),
    );
};
