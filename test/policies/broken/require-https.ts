import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "cdn-distribution",
  path: "inputs.defaultCacheBehavior.viewerProtocolPolicy",
  value: "allow-all",
  message:
    'cdn-distribution: viewerProtocolPolicy is "allow-all"; allowed: redirect-to-https or https-only. Set viewerProtocolPolicy to redirect-to-https and, with a certificate of your own, minimumProtocolVersion to TLSv1.2_2021 or later.',
};
