import { at, listOf } from "../../models/manifest/values";
import { refersTo, type Lead } from "../lead";

export const DISTRIBUTION_LEADS: readonly Lead[] = [
  {
    to: "aws:cloudfront/vpcOrigin:VpcOrigin",
    reaches: (own, other) =>
      listOf(own.inputs["origins"]).some((origin) =>
        refersTo(at(origin, "vpcOriginConfig.vpcOriginId"), other),
      ),
    note: "An origin that is not deployed yet is answered with 502",
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  },
  {
    to: "aws:acm/certificateValidation:CertificateValidation",
    reaches: (own, other) =>
      at(own.inputs, "viewerCertificate.acmCertificateArn") !== undefined &&
      at(own.inputs, "viewerCertificate.acmCertificateArn") === other.inputs["certificateArn"],
    note: "CloudFront takes no certificate that is not issued",
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  },
  {
    to: "aws:wafv2/webAcl:WebAcl",
    reaches: (own, other) => refersTo(own.inputs["webAclId"], other),
    note: "Requests pass unfiltered until the web ACL is there",
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
  },
];

export const VPC_ORIGIN_LEADS: readonly Lead[] = [
  {
    to: "aws:lb/listener:Listener",
    reaches: ({ inputs }, other) => {
      const config = inputs["vpcOriginEndpointConfig"];
      const isEncrypted = at(config, "originProtocolPolicy") !== "http-only";
      return (
        at(config, "arn") === other.inputs["loadBalancerArn"] &&
        at(config, isEncrypted ? "httpsPort" : "httpPort") === other.inputs["port"]
      );
    },
    note: "A load balancer without a listener takes no connection",
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
  },
];
