import { cloudFormationSource, type Permissions } from "./permissions";

const edge = (object: string): string => `arn:{partition}:cloudfront::{account}:${object}`;
const DISTRIBUTIONS = edge("distribution/*");
const FUNCTIONS = edge("function/{aws:cloudfront/function:Function}");
const ACCESS_CONTROLS = edge("origin-access-control/*");
const HEADERS = edge("response-headers-policy/*");
const VPC_ORIGINS = edge("vpcorigin/*");
const WEB_ACLS = "arn:{partition}:wafv2:{region}:{account}:global/webacl/{aws:wafv2/webAcl:WebAcl}";
/** Rules of AWS, which belong to it. */
const MANAGED_RULES = "arn:{partition}:wafv2:{region}:*:global/managedruleset/*";
const WAF_LOG_BUCKETS = ["arn:{partition}:s3:::aws-waf-logs-{aws:s3/bucket:Bucket}"];
const CERTIFICATES = "arn:{partition}:acm:{region}:{account}:certificate/*";
const ZONES = "arn:{partition}:route53:::hostedzone/{zoneId}";

/** What a deployer needs for CloudFront, its firewall and its domain. */
export const EDGE_PERMISSIONS = {
  "aws:cloudfront/distribution:Distribution": {
    grants: [
      { actions: ["cloudfront:CreateDistribution"] },
      {
        actions: [
          "cloudfront:GetDistribution",
          "cloudfront:GetDistributionConfig",
          "cloudfront:ListTagsForResource",
          "cloudfront:TagResource",
          "cloudfront:UntagResource",
          "cloudfront:UpdateDistribution",
        ],
        on: [DISTRIBUTIONS],
      },
      { actions: ["cloudfront:DeleteDistribution"], on: [DISTRIBUTIONS], onlyTagged: true, deletes: true },
    ],
    source: cloudFormationSource("AWS::CloudFront::Distribution"),
  },
  "aws:cloudfront/function:Function": {
    grants: [
      { actions: ["cloudfront:CreateFunction"] },
      {
        actions: [
          "cloudfront:DeleteFunction",
          "cloudfront:DescribeFunction",
          "cloudfront:GetFunction",
          "cloudfront:ListTagsForResource",
          "cloudfront:PublishFunction",
          "cloudfront:TagResource",
          "cloudfront:UntagResource",
          "cloudfront:UpdateFunction",
        ],
        on: [FUNCTIONS],
      },
    ],
    source: cloudFormationSource("AWS::CloudFront::Function"),
  },
  "aws:cloudfront/originAccessControl:OriginAccessControl": {
    grants: [
      { actions: ["cloudfront:CreateOriginAccessControl"] },
      {
        actions: ["cloudfront:GetOriginAccessControl", "cloudfront:UpdateOriginAccessControl"],
        on: [ACCESS_CONTROLS],
      },
      { actions: ["cloudfront:DeleteOriginAccessControl"], on: [ACCESS_CONTROLS], deletes: true },
    ],
    source: cloudFormationSource("AWS::CloudFront::OriginAccessControl"),
  },
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
    grants: [
      { actions: ["cloudfront:CreateResponseHeadersPolicy"] },
      {
        actions: ["cloudfront:GetResponseHeadersPolicy", "cloudfront:UpdateResponseHeadersPolicy"],
        on: [HEADERS],
      },
      { actions: ["cloudfront:DeleteResponseHeadersPolicy"], on: [HEADERS], deletes: true },
    ],
    source: cloudFormationSource("AWS::CloudFront::ResponseHeadersPolicy"),
  },
  "aws:cloudfront/vpcOrigin:VpcOrigin": {
    grants: [
      {
        actions: [
          "cloudfront:CreateVpcOrigin",
          "ec2:DescribeInstances",
          "ec2:DescribeInternetGateways",
          "elasticloadbalancing:DescribeLoadBalancers",
        ],
      },
      {
        actions: [
          "cloudfront:GetVpcOrigin",
          "cloudfront:ListTagsForResource",
          "cloudfront:TagResource",
          "cloudfront:UntagResource",
          "cloudfront:UpdateVpcOrigin",
        ],
        on: [VPC_ORIGINS],
      },
      { actions: ["cloudfront:DeleteVpcOrigin"], on: [VPC_ORIGINS], onlyTagged: true, deletes: true },
    ],
    serviceLinkedRole: "vpcorigin.cloudfront.amazonaws.com",
    source: cloudFormationSource("AWS::CloudFront::VpcOrigin"),
  },
  "aws:wafv2/webAcl:WebAcl": {
    grants: [
      { actions: ["wafv2:CreateWebACL", "wafv2:UpdateWebACL"], on: [MANAGED_RULES, WEB_ACLS] },
      {
        actions: [
          "wafv2:DeleteWebACL",
          "wafv2:GetWebACL",
          "wafv2:ListTagsForResource",
          "wafv2:TagResource",
          "wafv2:UntagResource",
        ],
        on: [WEB_ACLS],
      },
    ],
    source: cloudFormationSource("AWS::WAFv2::WebACL"),
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    grants: [
      {
        actions: [
          "wafv2:DeleteLoggingConfiguration",
          "wafv2:GetLoggingConfiguration",
          "wafv2:PutLoggingConfiguration",
        ],
        on: [WEB_ACLS],
      },
      // WAF makes the delivery in the name of whoever asks for the log, and looks whether the bucket lets it in.
      { actions: ["logs:CreateLogDelivery", "logs:DeleteLogDelivery"] },
      { actions: ["s3:GetBucketPolicy", "s3:PutBucketPolicy"], on: WAF_LOG_BUCKETS },
    ],
    source: `${cloudFormationSource("AWS::WAFv2::LoggingConfiguration")}; AWS WAF Developer Guide, "Sending web ACL traffic logs to an Amazon Simple Storage Service bucket"`,
  },
  "aws:acm/certificate:Certificate": {
    grants: [
      { actions: ["acm:RequestCertificate"] },
      {
        actions: [
          "acm:AddTagsToCertificate",
          "acm:DescribeCertificate",
          "acm:ListTagsForCertificate",
          "acm:RemoveTagsFromCertificate",
          "acm:UpdateCertificateOptions",
        ],
        on: [CERTIFICATES],
      },
      { actions: ["acm:DeleteCertificate"], on: [CERTIFICATES], onlyTagged: true, deletes: true },
    ],
    source: cloudFormationSource("AWS::CertificateManager::Certificate"),
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    grants: [{ actions: ["acm:DescribeCertificate"], on: [CERTIFICATES] }],
    source: cloudFormationSource("AWS::CertificateManager::Certificate"),
  },
  "aws:route53/record:Record": {
    grants: [
      {
        actions: [
          "route53:ChangeResourceRecordSets",
          "route53:GetHostedZone",
          "route53:ListResourceRecordSets",
        ],
        on: [ZONES],
      },
      { actions: ["route53:GetChange"], on: ["arn:{partition}:route53:::change/*"] },
    ],
    source: cloudFormationSource("AWS::Route53::RecordSet"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
