import { manifestDigest } from "../../models/manifest/manifest-digest";
import type { TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";
import { manifestDocument } from "./manifest-document";

/** `scale manifest <tier>`: every resource, sorted by URN. */
async function manifestCommand(tier: TierName): Promise<Result> {
  const manifest = await recordedManifest(tier);
  return resultOf({ ...manifest, digest: manifestDigest(manifest) }, () => manifestDocument(manifest));
}

export const registerManifest: Register = (program, run) => {
  reportCommand(program, "manifest", "every resource of a tier with its inputs")
    .addArgument(tierArgument("<tier>"))
    .action((tier: TierName, options: OutputOptions) => run(options, () => manifestCommand(tier)));
};
