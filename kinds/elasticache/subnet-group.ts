import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { AWS_NOT_REREAD } from "../sources";

export const elasticacheSubnetGroup = kind("aws:elasticache/subnetGroup:SubnetGroup", {
  name: { input: "name", lengthMax: 255, identity: refusesSecond("name") },
  tags: "tags",
  price: free("A list of subnets."),
  replaces: {
    inputs: ["name"],
    rejected: [
      {
        property: "subnetIds",
        when: "removing a subnet with nodes is refused by the API (an error, not a replacement)",
        source: AWS_NOT_REREAD,
      },
    ],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/elasticache/subnet_group.go (v5.6x era)",
  },
  changes: SAME_AT_EVERY_TIER,
  refusals: [
    {
      id: "cache-subnet-group-loses-subnet-in-use",
      on: ["update"],
      message: "SubnetInUse: a group uses a subnet that is to be removed.",
      statement: "A subnet with nodes stays in its group.",
      evidence: "general knowledge",
      source:
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyCacheSubnetGroup.html",
    },
    {
      id: "cache-subnet-group-in-use",
      on: ["delete"],
      message: "CacheSubnetGroupInUse: replication groups use the subnet group.",
      statement: "A subnet group with clusters is not deleted.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/goto/WebAPI/elasticache/DeleteCacheSubnetGroup",
    },
  ],
});
