import { MANIFEST_SCHEMA_VERSION, type Manifest } from "../models/manifest/manifest";
import type { PolicyResource, Yardstick } from "./rule";

/** What the models judge, from what a policy sees: they read no parents, providers or dependencies. */
export const manifestOf = (resources: readonly PolicyResource[], { tier, region }: Yardstick): Manifest => ({
  schemaVersion: MANIFEST_SCHEMA_VERSION,
  tier: tier.name,
  region,
  spec: tier,
  resources: resources.map((resource) => ({
    ...resource,
    parent: null,
    provider: null,
    dependsOn: [],
    retainOnDelete: false,
  })),
});
