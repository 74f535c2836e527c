import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const lbTargetGroup = kind("aws:lb/targetGroup:TargetGroup", {
  name: { input: "name", lengthMax: 32, identity: refusesSecond("name") },
  tags: "tags",
  price: free("A setting of the load balancer, which is priced."),
  replaces: {
    inputs: [
      "ipAddressType",
      "name",
      "namePrefix",
      "port",
      "protocol",
      "protocolVersion",
      "targetControlPort",
      "targetType",
      "vpcId",
    ],
    verification: "source",
    source:
      "pulumi/pulumi-awsx provider schema.json (2026-08-20, built on @pulumi/aws ^7.42.0), willReplaceOnChanges flags; hashicorp/terraform-provider-aws:internal/service/elbv2/target_group.go (v5.6x era) (changes of name, port, protocol, protocolVersion, vpcId are ignored for lambda targets as noted there)",
  },
  changes: SAME_AT_EVERY_TIER,
  computed: (name) => ({ arnSuffix: `targetgroup/${name}/6d0ecf831eec9f09` }),
  refusals: [
    {
      id: "target-group-in-use",
      on: ["delete"],
      message: "ResourceInUse: a listener forwards to the target group.",
      statement: "A target group that a listener or rule refers to is not deleted.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/goto/WebAPI/elasticloadbalancingv2-2015-12-01/DeleteTargetGroup",
    },
  ],
});
