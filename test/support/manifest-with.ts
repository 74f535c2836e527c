import {
  MANIFEST_SCHEMA_VERSION,
  type Manifest,
  type ManifestResource,
} from "../../models/manifest/manifest";
import { tierNamed, type TierName } from "../../tiers";

/** A manifest of a tier that builds nothing but some resources of a test's own. */
export const manifestWith = (tier: TierName, resources: readonly ManifestResource[]): Manifest => ({
  schemaVersion: MANIFEST_SCHEMA_VERSION,
  tier,
  region: "us-east-1",
  spec: tierNamed(tier),
  resources: [...resources],
});
