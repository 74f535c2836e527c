import { NO_DOWNTIME } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { VPC_ORIGIN_LEADS } from "./leads";

export const cloudfrontVpcOrigin = kind("aws:cloudfront/vpcOrigin:VpcOrigin", {
  name: { input: "vpcOriginEndpointConfig.name", lengthMax: 64 },
  tags: { constant: "An update of a VPC origin that a distribution uses is refused (409)." },
  price: free("VPC origins are free of charge."),
  leads: VPC_ORIGIN_LEADS,
  replaces: {
    inputs: [],
    verification: "source",
    source:
      "hashicorp/terraform-provider-aws:internal/service/cloudfront/vpc_origin.go (an early version; no replacement rule in its schema)",
  },
  changes: [
    {
      property: "vpcOriginEndpointConfig",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 5,
      minutesMax: 30,
      note: "A second origin is made beside it, the distribution is moved to that one, then this one goes; each answers meanwhile",
      source:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
    },
  ],
  creates: [
    {
      minutesMin: 5,
      minutesMax: 15,
      basis: "documented",
      note: "Up to 15 minutes until its status is Deployed",
      source:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
    },
  ],
  refusals: [
    {
      id: "vpc-origin-update-in-use",
      on: ["update"],
      message:
        "CannotUpdateEntityWhileInUse (409): a distribution uses the VPC origin. Create another one, switch the distribution, delete the old one.",
      statement:
        "UpdateVpcOrigin on an origin that a distribution uses is answered 409; the provider plans no replacement.",
      evidence: "read",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/40905",
    },
    {
      id: "vpc-origin-delete-in-use",
      on: ["delete"],
      message: "CannotDeleteEntityWhileInUse (409): a distribution uses the VPC origin.",
      statement: "A VPC origin has to be taken off its distributions before it can be deleted.",
      evidence: "inferred",
      source:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
    },
    {
      id: "vpc-origin-without-internet-gateway",
      on: ["create"],
      message: "InvalidArgument: the VPC of the origin has no internet gateway.",
      statement: "The VPC of an origin needs an attached internet gateway, though no route to it.",
      evidence: "read",
      source:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html",
    },
  ],
});
