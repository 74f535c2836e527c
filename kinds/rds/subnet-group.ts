import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { AWS_NOT_REREAD } from "../sources";

export const rdsSubnetGroup = kind("aws:rds/subnetGroup:SubnetGroup", {
  name: { input: "name", lengthMax: 255, identity: refusesSecond("name") },
  tags: "tags",
  price: free("A list of subnets."),
  replaces: {
    inputs: ["name", "namePrefix"],
    rejected: [
      {
        property: "subnetIds",
        when: "removing a subnet that a database uses is refused by the API (an error, not a replacement); adding is in place without outage",
        source: AWS_NOT_REREAD,
      },
    ],
    verification: "mixed",
    source:
      "hashicorp/terraform-provider-aws:internal/service/rds/subnet_group.go (v5.4x-5.6x era) (name seen; namePrefix from knowledge)",
  },
  changes: SAME_AT_EVERY_TIER,
  refusals: [
    {
      id: "rds-subnet-group-loses-subnet-in-use",
      on: ["update"],
      message: "SubnetAlreadyInUse: an instance of the group uses a subnet that is to be removed.",
      statement: "A subnet that an instance uses stays in its group.",
      evidence: "general knowledge",
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html",
    },
    {
      id: "rds-subnet-group-in-use",
      on: ["delete"],
      message: "InvalidDBSubnetGroupStateFault: instances use the subnet group.",
      statement: "A subnet group with instances is not deleted.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/goto/WebAPI/rds-2014-10-31/DeleteDBSubnetGroup",
    },
  ],
});
