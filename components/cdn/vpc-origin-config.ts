import { createHash } from "node:crypto";

/**
 * How CloudFront talks to the load balancer. It is the same in every tier: a VPC origin that a distribution uses
 * cannot be updated (Amazon CloudFront Developer Guide, "Restrict access with VPC origins").
 *
 * HTTP, because HTTPS needs a publicly trusted certificate for the name CloudFront asks for, and an internal load
 * balancer has none. The way stays inside AWS's network. The HTTPS port and TLS version are required but not used.
 */
export const VPC_ORIGIN_CONFIG = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "http-only",
  originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
};

/**
 * Eight hexadecimal digits of the configuration. They are part of the origin's name: a changed configuration makes a
 * second origin beside the first, and two origins may not share a name.
 */
export function vpcOriginFingerprint(loadBalancerArn: string): string {
  return createHash("sha256")
    .update(JSON.stringify({ arn: loadBalancerArn, ...VPC_ORIGIN_CONFIG }))
    .digest("hex")
    .slice(0, 8);
}
