import type { PricingTable } from "../../pricing-table";
import { cloudfrontDistribution } from "./cloudfront-distribution";
import { ec2Instance } from "./ec2-instance";
import { eip } from "./eip";
import { flowLog } from "./flow-log";
import { loadBalancer } from "./load-balancer";
import { natGateway } from "./nat-gateway";
import { queue } from "./queue";
import { vpc } from "./vpc";
import { vpcEndpoint } from "./vpc-endpoint";
import { webAcl } from "./web-acl";

const PART_OF_THE_NETWORK = "AWS does not charge for it; traffic is priced at the VPC and its gateways.";
const RULE = "AWS does not charge for security groups and their rules.";
const PART_OF_THE_CDN = "A setting of the distribution, which is priced.";
const PART_OF_THE_LOAD_BALANCER = "A setting of the load balancer, which is priced.";
const SETTING_OF_A_QUEUE = "A setting of a queue, which is priced.";

/** The way in, the way out, and everything between. */
export const edgePricing: PricingTable = {
  formulas: {
    "aws:cloudfront/distribution:Distribution": cloudfrontDistribution,
    "aws:ec2/eip:Eip": eip,
    "aws:ec2/flowLog:FlowLog": flowLog,
    "aws:ec2/instance:Instance": ec2Instance,
    "aws:ec2/natGateway:NatGateway": natGateway,
    "aws:ec2/vpc:Vpc": vpc,
    "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
    "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:sqs/queue:Queue": queue,
    "aws:wafv2/webAcl:WebAcl": webAcl,
  },
  free: {
    "aws:acm/certificate:Certificate": "Public certificates of ACM are free with CloudFront.",
    "aws:acm/certificateValidation:CertificateValidation": "A wait for the certificate, no object of AWS.",
    "aws:cloudfront/function:Function": "Its calls are priced at the distribution.",
    "aws:cloudfront/originAccessControl:OriginAccessControl": PART_OF_THE_CDN,
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": PART_OF_THE_CDN,
    "aws:cloudfront/vpcOrigin:VpcOrigin": "VPC origins are free of charge.",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": RULE,
    "aws:ec2/internetGateway:InternetGateway": PART_OF_THE_NETWORK,
    "aws:ec2/networkInterface:NetworkInterface": PART_OF_THE_NETWORK,
    "aws:ec2/route:Route": PART_OF_THE_NETWORK,
    "aws:ec2/routeTable:RouteTable": PART_OF_THE_NETWORK,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": PART_OF_THE_NETWORK,
    "aws:ec2/securityGroup:SecurityGroup": RULE,
    "aws:ec2/subnet:Subnet": PART_OF_THE_NETWORK,
    "aws:lb/listener:Listener": PART_OF_THE_LOAD_BALANCER,
    "aws:lb/targetGroup:TargetGroup": PART_OF_THE_LOAD_BALANCER,
    "aws:route53/record:Record": "Queries for an alias to CloudFront are free; the hosted zone is not ours.",
    "aws:sqs/queuePolicy:QueuePolicy": SETTING_OF_A_QUEUE,
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": SETTING_OF_A_QUEUE,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": RULE,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": RULE,
  },
};
