import { SAME_AT_EVERY_TIER, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { PROVIDER_TYPES } from "../sources";
import { vpcEndpointPrice } from "./vpc-endpoint-price";

export const ec2VpcEndpoint = kind("aws:ec2/vpcEndpoint:VpcEndpoint", {
  name: nameless("Told apart by what it belongs to", refusesSecond("vpcId", "serviceName")),
  tags: "tags",
  price: priced(vpcEndpointPrice, [
    { title: "VPC endpoints", usageType: /VpcEndpoint-/, priceKey: /^vpc\.interfaceEndpoint/ },
  ]),
  replaces: {
    inputs: [
      "resourceConfigurationArn",
      "serviceName",
      "serviceNetworkArn",
      "serviceRegion",
      "vpcEndpointType",
      "vpcId",
    ],
    conditional: [
      {
        property: "privateDnsEnabled",
        when: "vpcEndpointType is anything but Interface",
        decides: (_before, after) => after["vpcEndpointType"] !== "Interface",
        source: PROVIDER_TYPES,
      },
    ],
    verification: "source",
    source:
      "hashicorp/terraform-provider-aws:internal/service/ec2/vpc_endpoint.go (v5.6x era); pulumi/pulumi-awsx provider schema.json (2026-08-20, built on @pulumi/aws ^7.42.0), willReplaceOnChanges flags",
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 3,
      basis: "estimate",
      note: "The provider waits until the endpoint is available",
      source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    },
  ],
});
