import { listOf } from "../../models/manifest/values";
import { type Values } from "../../models/manifest/values";
import { NO_DOWNTIME, refusesSecond } from "../facts";
import { kind } from "../kind";
import { loses } from "../loses";
import { priced } from "../pricing/price";
import { PROVIDER_TYPES } from "../sources";
import { loadBalancerPrice } from "./load-balancer-price";

const isNetworkLoadBalancer = (inputs: Values): boolean => inputs["loadBalancerType"] === "network";

export const lbLoadBalancer = kind("aws:lb/loadBalancer:LoadBalancer", {
  name: { input: "name", lengthMax: 32, identity: refusesSecond("name") },
  tags: "tags",
  price: priced(loadBalancerPrice, [
    { title: "load balancer", usageType: /LoadBalancerUsage/, priceKey: /^alb\.hour$/ },
    { title: "load balancer capacity units", usageType: /LCUUsage/, priceKey: /^alb\.lcu$/ },
  ]),
  replaces: {
    inputs: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
    conditional: [
      {
        property: "subnets",
        when: "network load balancer: a subnet is removed (adding is in place); application load balancer: never",
        decides: (before, after) =>
          isNetworkLoadBalancer(after) && loses(listOf(before["subnets"]), listOf(after["subnets"])),
        source:
          "hashicorp/terraform-provider-aws:internal/service/elbv2/load_balancer.go (v5.6x-5.7x era) ; @pulumi/aws 7.48.0 d.ts doc comment",
      },
      {
        property: "subnetMappings",
        when: "network load balancer: a subnet is removed or its fixed address changes",
        decides: (before, after) =>
          isNetworkLoadBalancer(after) &&
          loses(listOf(before["subnetMappings"]), listOf(after["subnetMappings"])),
        source: "hashicorp/terraform-provider-aws:internal/service/elbv2/load_balancer.go (v5.6x-5.7x era)",
      },
      {
        property: "securityGroups",
        when: "network load balancer: the first group is added where none was, or all are removed",
        decides: (before, after) =>
          isNetworkLoadBalancer(after) &&
          (listOf(before["securityGroups"]).length === 0) !== (listOf(after["securityGroups"]).length === 0),
        source:
          "hashicorp/terraform-provider-aws:internal/service/elbv2/load_balancer.go (v5.6x-5.7x era) ; @pulumi/aws 7.48.0 d.ts doc comment",
      },
      {
        property: "secondaryIpsAutoAssignedPerSubnet",
        when: "network load balancer: the number is lowered",
        decides: (before, after) =>
          isNetworkLoadBalancer(after) &&
          Number(after["secondaryIpsAutoAssignedPerSubnet"] ?? 0) <
            Number(before["secondaryIpsAutoAssignedPerSubnet"] ?? 0),
        source: PROVIDER_TYPES,
      },
    ],
    verification: "source",
    source:
      "hashicorp/terraform-provider-aws:internal/service/elbv2/load_balancer.go (v5.6x-5.7x era); pulumi/pulumi-awsx provider schema.json (2026-08-20, built on @pulumi/aws ^7.42.0), willReplaceOnChanges flags",
  },
  changes: [
    {
      property: "securityGroups",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "A group more lets in more; what it lets in already goes on",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
      decides: (before, after) => !loses(listOf(before["securityGroups"]), listOf(after["securityGroups"])),
    },
  ],
  creates: [
    {
      minutesMin: 2,
      minutesMax: 5,
      basis: "estimate",
      note: "The provider waits until the load balancer is active",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    },
  ],
  computed: (name) => ({
    dnsName: `internal-${name}.us-east-1.elb.amazonaws.com`,
    arnSuffix: `app/${name}/50dc6c495c0c9188`,
  }),
  refusals: [
    {
      id: "load-balancer-deletion-protection",
      on: ["delete"],
      message:
        "OperationNotPermitted: the load balancer has deletion protection. Switch it off in an `up` first.",
      statement: "A load balancer with deletion protection is not deleted.",
      evidence: "read",
      source: "https://docs.amazonaws.cn/goto/WebAPI/elasticloadbalancingv2-2015-12-01/DeleteLoadBalancer",
    },
  ],
});
