import { createHash } from "node:crypto";

/**
 * How CloudFront talks to the load balancer: encrypted, which needs a publicly trusted certificate for the name that
 * visitors ask for, or else in clear. Both ways stay inside AWS's network. Ports and TLS versions are required also where
 * they are not used.
 */
export const vpcOriginConfig = (isEncrypted: boolean) => ({
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: isEncrypted ? "https-only" : "http-only",
  originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
});

/**
 * Eight hexadecimal digits of the configuration. They are part of the origin's name: a VPC origin that a distribution uses
 * cannot be updated (Amazon CloudFront Developer Guide, "Restrict access with VPC origins"), so a changed configuration
 * makes a second origin beside the first, and two origins may not share a name.
 */
export function vpcOriginFingerprint(loadBalancerArn: string, isEncrypted: boolean): string {
  return createHash("sha256")
    .update(JSON.stringify({ arn: loadBalancerArn, ...vpcOriginConfig(isEncrypted) }))
    .digest("hex")
    .slice(0, 8);
}
