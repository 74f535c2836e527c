import { USES_KEY } from "./keys";
import { cloudFormationSource, type Permissions } from "./permissions";

const cache = (object: string): string => `arn:{partition}:elasticache:{region}:{account}:${object}`;
const GROUPS = cache("replicationgroup:{aws:elasticache/replicationGroup:ReplicationGroup}");
/** The nodes of a group have its name and a number. */
const NODES = cache("cluster:{aws:elasticache/replicationGroup:ReplicationGroup}");
const SNAPSHOTS = cache("snapshot:{aws:elasticache/replicationGroup:ReplicationGroup}");
/** Whatever snapshot somebody restores from, an automatic one included. */
const BACKUPS = cache("snapshot:*");
const PARAMETERS = cache("parametergroup:{aws:elasticache/parameterGroup:ParameterGroup}");
const SUBNETS = cache("subnetgroup:{aws:elasticache/subnetGroup:SubnetGroup}");
const USERS = cache("user:{aws:elasticache/user:User}");
const USER_GROUPS = cache("usergroup:{aws:elasticache/userGroup:UserGroup}");

const tags = (on: readonly string[]) => ({
  actions: [
    "elasticache:AddTagsToResource",
    "elasticache:ListTagsForResource",
    "elasticache:RemoveTagsFromResource",
  ],
  on,
});

/** What a deployer needs for Valkey. */
export const CACHE_PERMISSIONS = {
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    grants: [
      {
        actions: [
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeVpcs",
          "elasticache:DescribeCacheClusters",
          "elasticache:DescribeReplicationGroups",
          // The slow log goes to CloudWatch.
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
        ],
      },
      {
        actions: ["elasticache:CreateReplicationGroup", "elasticache:ModifyReplicationGroup"],
        on: [GROUPS, NODES, PARAMETERS, BACKUPS, SUBNETS, USER_GROUPS],
      },
      {
        actions: [
          "elasticache:DecreaseReplicaCount",
          "elasticache:IncreaseReplicaCount",
          "elasticache:ModifyReplicationGroupShardConfiguration",
        ],
        on: [GROUPS],
      },
      tags([GROUPS, NODES, SNAPSHOTS]),
      { actions: ["elasticache:CreateSnapshot"], on: [GROUPS, NODES, SNAPSHOTS], deletes: true },
      { actions: ["elasticache:DeleteReplicationGroup"], on: [GROUPS, SNAPSHOTS], deletes: true },
      USES_KEY,
    ],
    serviceLinkedRole: "elasticache.amazonaws.com",
    source: `${cloudFormationSource("AWS::ElastiCache::ReplicationGroup")}; https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html`,
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    grants: [
      { actions: ["elasticache:DescribeCacheParameterGroups", "elasticache:DescribeCacheParameters"] },
      {
        actions: [
          "elasticache:CreateCacheParameterGroup",
          "elasticache:ModifyCacheParameterGroup",
          "elasticache:ResetCacheParameterGroup",
        ],
        on: [PARAMETERS],
      },
      tags([PARAMETERS]),
      { actions: ["elasticache:DeleteCacheParameterGroup"], on: [PARAMETERS], deletes: true },
    ],
    source: cloudFormationSource("AWS::ElastiCache::ParameterGroup"),
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    grants: [
      { actions: ["elasticache:DescribeCacheSubnetGroups"] },
      {
        actions: ["elasticache:CreateCacheSubnetGroup", "elasticache:ModifyCacheSubnetGroup"],
        on: [SUBNETS],
      },
      tags([SUBNETS]),
      { actions: ["elasticache:DeleteCacheSubnetGroup"], on: [SUBNETS], deletes: true },
    ],
    source: cloudFormationSource("AWS::ElastiCache::SubnetGroup"),
  },
  "aws:elasticache/user:User": {
    grants: [
      { actions: ["elasticache:DescribeUsers"] },
      { actions: ["elasticache:CreateUser", "elasticache:ModifyUser"], on: [USERS] },
      tags([USERS]),
      { actions: ["elasticache:DeleteUser"], on: [USERS], deletes: true },
    ],
    source: cloudFormationSource("AWS::ElastiCache::User"),
  },
  "aws:elasticache/userGroup:UserGroup": {
    grants: [
      { actions: ["elasticache:DescribeUserGroups"] },
      { actions: ["elasticache:CreateUserGroup", "elasticache:ModifyUserGroup"], on: [USER_GROUPS, USERS] },
      tags([USER_GROUPS]),
      { actions: ["elasticache:DeleteUserGroup"], on: [USER_GROUPS], deletes: true },
    ],
    source: cloudFormationSource("AWS::ElastiCache::UserGroup"),
  },
} as const satisfies Readonly<Record<string, Permissions>>;
