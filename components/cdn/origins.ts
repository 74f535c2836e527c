import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { originShieldRegion } from "./origin-shield-region";

type Origin = aws.types.input.cloudfront.DistributionOrigin;

/** Names of the origins inside the distribution. */
export const ORIGIN_IDS = { web: "web", assets: "assets" } as const;

/** Longest silence of the application, in seconds: a streamed answer must send a heartbeat well within it. */
const READ_TIMEOUT_SECONDS = 60;
/** How long CloudFront keeps an idle connection, in seconds; less than the load balancer's idle timeout. */
const KEEPALIVE_TIMEOUT_SECONDS = 60;

export interface WebOriginArgs {
  readonly dnsName: pulumi.Input<string>;
  readonly vpcOriginId: pulumi.Input<string>;
}

/** The internal load balancer, reached through the VPC origin. */
export function webOrigin({ dnsName, vpcOriginId }: WebOriginArgs): Origin {
  return {
    originId: ORIGIN_IDS.web,
    domainName: dnsName,
    vpcOriginConfig: {
      vpcOriginId,
      originReadTimeout: READ_TIMEOUT_SECONDS,
      originKeepaliveTimeout: KEEPALIVE_TIMEOUT_SECONDS,
    },
  };
}

export interface AssetOriginArgs {
  readonly bucketRegionalDomainName: pulumi.Input<string>;
  readonly originAccessControlId: pulumi.Input<string>;
  /** Region of the bucket. */
  readonly region: string;
  readonly originShield: boolean;
}

/** The asset bucket, read with signed requests; with Origin Shield one more cache, near the bucket, asks it. */
export function assetOrigin({
  bucketRegionalDomainName,
  originAccessControlId,
  region,
  originShield,
}: AssetOriginArgs): Origin {
  return {
    originId: ORIGIN_IDS.assets,
    domainName: bucketRegionalDomainName,
    originAccessControlId,
    ...(originShield && {
      originShield: { enabled: true, originShieldRegion: originShieldRegion(region) },
    }),
  };
}
