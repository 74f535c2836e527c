import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-web-deployment",
  path: "inputs.spec.template.spec.containers.0.image",
  value: "node:latest",
  message:
    'app-web-deployment: container node: image is "node:latest"; allowed: a name with a tag other than latest, or with a digest. Append @sha256: and the digest to the image.',
};
