import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import type { CaseName } from "../../cli/docs/recorded-scores";
import type { TierName } from "../../tiers";
import { everythingIn } from "../support/everything";

/** Another region than CloudFront's: the load balancer has a certificate of its own there. */
const REGION = "eu-central-1";
const CONFIG = everythingIn(REGION);

/** Two tiers that between them have every type, and TLS to the origin. */
export const SAMPLE: readonly CaseName[] = ["500", "20k", "10k configured"];

/** What is judged: a tier as it is, or one with all that configuration can turn on; and which of its resources are broken. */
export interface MutationCase {
  readonly manifest: Manifest;
  readonly isBroken: (resource: ManifestResource) => boolean;
}

/** What a resource is, wherever it is. */
const asText = ({ type, name, inputs }: ManifestResource): string =>
  JSON.stringify([type, name, inputs]).replaceAll(REGION, "us-east-1");

export async function mutationCase(name: CaseName): Promise<MutationCase> {
  const tier = name.replace(" configured", "") as TierName;
  const plain = await recordedManifest(tier);
  if (name === tier) return { manifest: plain, isBroken: () => true };
  const before = new Set(plain.resources.map(asText));
  return {
    manifest: await recordedManifest(tier, CONFIG),
    isBroken: (resource) => !before.has(asText(resource)),
  };
}
