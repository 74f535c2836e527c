import { isSet } from "../../models/manifest/values";
import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { natGatewayPrice } from "./nat-gateway-price";

export const ec2NatGateway = kind("aws:ec2/natGateway:NatGateway", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: priced(natGatewayPrice, [
    { title: "NAT gateway", usageType: /NatGateway-(?:Prvd-)?Hours/, priceKey: /^natGateway\.hour$/ },
    { title: "NAT gateway, data", usageType: /NatGateway-(?:Prvd-)?Bytes/, priceKey: /^natGateway\.gb$/ },
  ]),
  replaces: {
    inputs: ["allocationId", "availabilityMode", "connectivityType", "privateIp", "subnetId", "vpcId"],
    conditional: [
      {
        property: "availabilityZoneAddresses",
        when: "regional NAT only: switching between automatic and manual zone mode (a computed marker attribute triggers it)",
        decides: (before, after) =>
          isSet(before["availabilityZoneAddresses"]) !== isSet(after["availabilityZoneAddresses"]),
        source: "hashicorp/terraform-provider-aws:internal/service/ec2/vpc_nat_gateway.go (v6.2x+)",
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/ec2/vpc_nat_gateway.go (v6.2x+)",
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 1,
      minutesMax: 3,
      basis: "estimate",
      note: "The provider waits until the gateway is available, at most 10 minutes",
      source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html",
    },
  ],
});
