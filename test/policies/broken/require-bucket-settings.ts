import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cdn-assets-versioning",
  path: "inputs.versioningConfiguration.status",
  value: "Suspended",
  message:
    'cdn-assets-versioning: versioningConfiguration.status is "Suspended"; allowed: "Enabled". Enable versioning, own every object as the bucket\'s owner, and expire old versions and broken uploads.',
};
