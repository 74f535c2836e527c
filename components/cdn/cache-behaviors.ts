import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { MANAGED_POLICIES } from "./managed-policies";
import { ORIGIN_IDS } from "./origins";

type DefaultBehavior = aws.types.input.cloudfront.DistributionDefaultCacheBehavior;
type OrderedBehavior = aws.types.input.cloudfront.DistributionOrderedCacheBehavior;

/** Path under which assets are served; their keys in the bucket begin with it too. */
export const ASSET_PATH = "/assets";

const READING_METHODS = ["GET", "HEAD"];
const ALL_METHODS = [...READING_METHODS, "OPTIONS", "PUT", "POST", "PATCH", "DELETE"];

const COMMON = { viewerProtocolPolicy: "redirect-to-https", cachedMethods: READING_METHODS, compress: true };

/**
 * Pages and API: every method, nothing cached. CloudFront compresses only what it caches, so here the application
 * compresses; it is told `Accept-Encoding` as the visitor sent it.
 */
export function webBehavior(
  responseHeadersPolicyId: pulumi.Input<string>,
  viewerRequestFunctionArn: pulumi.Input<string> | null,
): DefaultBehavior {
  return {
    ...COMMON,
    targetOriginId: ORIGIN_IDS.web,
    allowedMethods: ALL_METHODS,
    cachePolicyId: MANAGED_POLICIES.cachingDisabled,
    originRequestPolicyId: MANAGED_POLICIES.allViewerAndCloudFrontHeaders,
    responseHeadersPolicyId,
    functionAssociations:
      viewerRequestFunctionArn === null
        ? []
        : [{ eventType: "viewer-request", functionArn: viewerRequestFunctionArn }],
  };
}

/**
 * Static assets: read only, cached, compressed. Query strings are not part of the cache key and never reach S3, where
 * one like `?response-content-type=` would change the answer: a new version of an asset needs a new key.
 */
export function assetBehavior(responseHeadersPolicyId: pulumi.Input<string>): OrderedBehavior {
  return {
    ...COMMON,
    pathPattern: `${ASSET_PATH}/*`,
    targetOriginId: ORIGIN_IDS.assets,
    allowedMethods: READING_METHODS,
    cachePolicyId: MANAGED_POLICIES.cachingOptimized,
    responseHeadersPolicyId,
  };
}
