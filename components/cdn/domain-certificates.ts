import * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../shared/context";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";
import type { CdnDomain } from "./alias-records";
import { EdgeCertificate } from "./edge-certificate";
import { OriginCertificate } from "./origin-certificate";

/** Certificates of the domain, known once they are valid. */
export interface DomainCertificates {
  /** For CloudFront. */
  readonly edgeArn: pulumi.Output<string>;
  /** For the load balancer; null where CloudFront speaks HTTP to it. */
  readonly originArn: pulumi.Output<string> | null;
  /** Of one that the load balancer has for itself; null where both have the same, as in CloudFront's region. */
  readonly ownOriginArn: pulumi.Output<string> | null;
}

/** Releases before 0059 made it inside the component `cdn`. */
const FORMER_PARENT = { name: "cdn", type: "scaling-tiers:cdn:Cdn" };

/** One certificate for every region in which the domain is answered, validated by one DNS record. */
export function domainCertificates(
  context: PlatformContext,
  domain: CdnDomain,
  originTls: boolean,
): DomainCertificates {
  const edge = new EdgeCertificate(
    "cdn-certificate",
    { context, domainName: domain.name, hostedZoneId: domain.hostedZoneId },
    { aliases: [{ parent: pulumi.createUrn(FORMER_PARENT.name, FORMER_PARENT.type) }] },
  );
  if (!originTls) return { edgeArn: edge.arn, originArn: null, ownOriginArn: null };
  if (context.region === CLOUDFRONT_REGION)
    return { edgeArn: edge.arn, originArn: edge.arn, ownOriginArn: null };
  const { arn } = new OriginCertificate("cdn-origin-certificate", {
    context,
    domainName: domain.name,
    validationRecordFqdn: edge.validationRecordFqdn,
  });
  return { edgeArn: edge.arn, originArn: arn, ownOriginArn: arn };
}
