/**
 * Policies that CloudFront itself keeps, the same in every account (Amazon CloudFront Developer Guide, "Use managed
 * cache policies" and "Use managed origin request policies").
 */
export const MANAGED_POLICIES = {
  /** `Managed-CachingDisabled` */
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /** `Managed-CachingOptimized`: a day by default, a year at most; no query string, header or cookie in the key. */
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  /**
   * `Managed-AllViewerAndCloudFrontHeaders-2022-06`: all that the visitor sent, `Host` included, and CloudFront's own
   * headers. Of these the application needs `CloudFront-Forwarded-Proto` (the load balancer overwrites
   * `X-Forwarded-Proto` with `http`) and `CloudFront-Viewer-Address`.
   */
  allViewerAndCloudFrontHeaders: "33f36d7e-f396-46d9-90e0-52428a34d9dc",
} as const;
