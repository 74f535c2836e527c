/** Region of everything that belongs to a distribution: its certificate, its web ACL, its metrics, alarms on these. */
export const CLOUDFRONT_REGION = "us-east-1";
