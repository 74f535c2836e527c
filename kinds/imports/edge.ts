import { found, named, taggedArn, type ImportFact } from "./import-fact";

/** Of CloudFront, what guards it, and the load balancer behind it. */
export const EDGE_IMPORTS = {
  "aws:acm/certificate:Certificate": found(
    "acm/certificate",
    "acm list-certificates",
    "CertificateSummaryList[?DomainName=='{domainName}'].CertificateArn",
  ),
  "aws:acm/certificateValidation:CertificateValidation": {
    lost: "It stands for a wait until the certificate is issued, and for nothing in AWS",
  },
  "aws:route53/record:Record": named("route53/record", "{zoneId}_{name}_{type}", {
    unread: ["allowOverwrite"],
  }),
  "aws:cloudfront/distribution:Distribution": found(
    "cloudfront/distribution",
    ...taggedArn("cloudfront:distribution"),
    { id: "{$tail}", region: "us-east-1", gives: "arn", unread: ["retainOnDelete", "waitForDeployment"] },
  ),
  "aws:cloudfront/function:Function": named("cloudfront/function", "{name}", { unread: ["publish"] }),
  "aws:cloudfront/originAccessControl:OriginAccessControl": found(
    "cloudfront/originaccesscontrol",
    "cloudfront list-origin-access-controls",
    "OriginAccessControlList.Items[?Name=='{name}'].Id",
  ),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": found(
    "cloudfront/responseheaderspolicy",
    "cloudfront list-response-headers-policies --type custom",
    "ResponseHeadersPolicyList.Items[?ResponseHeadersPolicy.ResponseHeadersPolicyConfig.Name=='{name}'].ResponseHeadersPolicy.Id",
  ),
  "aws:cloudfront/vpcOrigin:VpcOrigin": found(
    "cloudfront/vpcorigin",
    "cloudfront list-vpc-origins",
    "VpcOriginList.Items[?OriginEndpointArn=='{vpcOriginEndpointConfig.arn}'].Id",
    { unread: ["timeouts"] },
  ),
  "aws:wafv2/webAcl:WebAcl": found(
    "wafv2/webacl",
    "wafv2 list-web-acls --scope {scope}",
    "WebACLs[?Name=='{name}'].ARN",
    { id: "{$tail}/{name}/{scope}", gives: "arn" },
  ),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": named(
    "wafv2/webaclloggingconfiguration",
    "{resourceArn}",
  ),
  "aws:lb/loadBalancer:LoadBalancer": found(
    "lb/loadbalancer",
    "elbv2 describe-load-balancers --names {name}",
    "LoadBalancers[].LoadBalancerArn",
    { gives: "arn" },
  ),
  "aws:lb/targetGroup:TargetGroup": found(
    "lb/targetgroup",
    "elbv2 describe-target-groups --names {name}",
    "TargetGroups[].TargetGroupArn",
    { gives: "arn" },
  ),
  "aws:lb/listener:Listener": found(
    "lb/listener",
    "elbv2 describe-listeners --load-balancer-arn {loadBalancerArn}",
    "Listeners[?Port==`{port}`].ListenerArn",
    { gives: "arn" },
  ),
  "aws:lb/listenerRule:ListenerRule": found(
    "lb/listenerrule",
    "elbv2 describe-rules --listener-arn {listenerArn}",
    "Rules[?Priority=='{priority}'].RuleArn",
  ),
} as const satisfies Readonly<Record<string, ImportFact>>;
