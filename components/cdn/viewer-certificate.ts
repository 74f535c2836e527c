import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * With an own certificate: TLS 1.2 or newer. With CloudFront's, which is for `*.cloudfront.net`, the minimum cannot be
 * chosen: CloudFront then sets the security policy TLSv1 (CloudFront API, ViewerCertificate). Browsers of today agree
 * on TLS 1.3 in both cases.
 */
export function viewerCertificate(
  certificateArn: pulumi.Input<string> | null,
): aws.types.input.cloudfront.DistributionViewerCertificate {
  return certificateArn === null
    ? { cloudfrontDefaultCertificate: true }
    : {
        acmCertificateArn: certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      };
}
