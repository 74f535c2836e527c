import type * as aws from "@pulumi/aws";
import type { TierSpec } from "../../tiers";

type DistributionSettings = Pick<
  aws.cloudfront.DistributionArgs,
  | "enabled"
  | "comment"
  | "aliases"
  | "httpVersion"
  | "isIpv6Enabled"
  | "priceClass"
  | "restrictions"
  | "retainOnDelete"
  | "waitForDeployment"
>;

const COMMENT_LENGTH_MAX = 128;

export interface DistributionSettingsArgs {
  readonly environment: string;
  readonly priceClass: TierSpec["cdn"]["priceClass"];
  /** Own host name; null for the one CloudFront gives. */
  readonly domainName: string | null;
}

/** A distribution, beside its origins, behaviours, certificate and web ACL. */
export function distributionSettings({
  environment,
  priceClass,
  domainName,
}: DistributionSettingsArgs): DistributionSettings {
  return {
    enabled: true,
    comment: environment.slice(0, COMMENT_LENGTH_MAX),
    aliases: domainName === null ? [] : [domainName],
    httpVersion: "http2and3",
    isIpv6Enabled: true,
    priceClass,
    restrictions: { geoRestriction: { restrictionType: "none" } },
    retainOnDelete: false,
    waitForDeployment: true,
  };
}
