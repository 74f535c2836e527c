import { cloudFormationSource, type Permissions } from "./permissions";

const balancing = (object: string): string =>
  `arn:{partition}:elasticloadbalancing:{region}:{account}:${object}`;
const BALANCERS = balancing("loadbalancer/app/{aws:lb/loadBalancer:LoadBalancer}");
const LISTENERS = balancing("listener/app/{aws:lb/loadBalancer:LoadBalancer}");
const RULES = balancing("listener-rule/app/{aws:lb/loadBalancer:LoadBalancer}");
const TARGETS = balancing("targetgroup/{aws:lb/targetGroup:TargetGroup}");

const tags = (on: string) => ({
  actions: ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"],
  on: [on],
});

/** What a deployer needs for the load balancer. */
export const LOAD_BALANCER_PERMISSIONS = {
  "aws:lb/loadBalancer:LoadBalancer": {
    grants: [
      {
        actions: [
          "ec2:DescribeInternetGateways",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
          "elasticloadbalancing:DescribeCapacityReservation",
          "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeTags",
        ],
      },
      {
        actions: [
          "elasticloadbalancing:CreateLoadBalancer",
          "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:SetIpAddressType",
          "elasticloadbalancing:SetSecurityGroups",
          "elasticloadbalancing:SetSubnets",
        ],
        on: [BALANCERS],
      },
      tags(BALANCERS),
      {
        actions: ["elasticloadbalancing:DeleteLoadBalancer"],
        on: [BALANCERS],
        onlyTagged: true,
        deletes: true,
      },
    ],
    serviceLinkedRole: "elasticloadbalancing.amazonaws.com",
    source: cloudFormationSource("AWS::ElasticLoadBalancingV2::LoadBalancer"),
  },
  "aws:lb/listener:Listener": {
    grants: [
      {
        actions: [
          "elasticloadbalancing:DescribeListenerAttributes",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeTags",
        ],
      },
      { actions: ["elasticloadbalancing:CreateListener"], on: [BALANCERS] },
      {
        actions: [
          "elasticloadbalancing:DeleteListener",
          "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyListenerAttributes",
        ],
        on: [LISTENERS],
      },
      tags(LISTENERS),
    ],
    source: cloudFormationSource("AWS::ElasticLoadBalancingV2::Listener"),
  },
  "aws:lb/listenerRule:ListenerRule": {
    grants: [
      { actions: ["elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTags"] },
      { actions: ["elasticloadbalancing:CreateRule"], on: [LISTENERS] },
      {
        actions: [
          "elasticloadbalancing:DeleteRule",
          "elasticloadbalancing:ModifyRule",
          "elasticloadbalancing:SetRulePriorities",
        ],
        on: [RULES],
      },
      tags(RULES),
    ],
    source: cloudFormationSource("AWS::ElasticLoadBalancingV2::ListenerRule"),
  },
  "aws:lb/targetGroup:TargetGroup": {
    grants: [
      {
        actions: [
          "elasticloadbalancing:DescribeTags",
          "elasticloadbalancing:DescribeTargetGroupAttributes",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
        ],
      },
      {
        actions: [
          "elasticloadbalancing:CreateTargetGroup",
          "elasticloadbalancing:DeleteTargetGroup",
          "elasticloadbalancing:ModifyTargetGroup",
          "elasticloadbalancing:ModifyTargetGroupAttributes",
        ],
        on: [TARGETS],
      },
      tags(TARGETS),
    ],
    source: cloudFormationSource("AWS::ElasticLoadBalancingV2::TargetGroup"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
