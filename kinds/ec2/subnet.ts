import { nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { PART_OF_THE_NETWORK } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { PROVIDER_TYPES } from "../sources";
import { ANOTHER_RANGE } from "./another-range";

export const ec2Subnet = kind("aws:ec2/subnet:Subnet", {
  name: nameless("Told apart by what it belongs to", refusesSecond("vpcId", "cidrBlock")),
  tags: "tags",
  price: free(PART_OF_THE_NETWORK),
  replaces: {
    inputs: ["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv6Native", "outpostArn", "vpcId"],
    conditional: [
      {
        property: "ipv6CidrBlock",
        when: "the value changes while the subnet was created with assignIpv6AddressOnCreation = true",
        decides: (before) => before["assignIpv6AddressOnCreation"] === true,
        source: PROVIDER_TYPES,
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/ec2/vpc_subnet.go (v6.8+)",
  },
  changes: [ANOTHER_RANGE],
  refusals: [
    {
      id: "subnet-in-use",
      on: ["delete"],
      message: "DependencyViolation: something lives in the subnet.",
      statement: "A subnet with network interfaces is not deleted.",
      evidence: "inferred",
      source: "https://docs.aws.amazon.com/sdk-for-python/v4/reference/clients/ec2/operations/delete_subnet/",
    },
  ],
});
