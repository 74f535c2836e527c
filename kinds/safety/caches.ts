import { atLeast, given, is, like, someOf } from "./expectation";
import { availability, data, privacy, watch, type Safety } from "./safety";

/** What the safety of Valkey rests on. */
export const CACHE_SAFETY = {
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    guards: [
      privacy("kmsKeyId", given, "AWS's own key would encrypt it, whose use nobody here can forbid"),
      privacy("securityGroupIds", someOf(1), "The VPC's default group would decide who reaches it"),
      availability("multiAzEnabled", is(true), "A zone that fails would take every node of a shard along", {
        notAt: ["100"],
      }),
      availability(
        "autoMinorVersionUpgrade",
        is(false),
        "AWS would move the version, and the next update would replace the group to move it back",
      ),
      availability(
        "parameterGroupName",
        given,
        "The default parameters let memory run full and refuse writes",
      ),
      data(
        "snapshotRetentionLimit",
        atLeast(1),
        "What the final snapshot is worth keeping of is lost before the end",
        {
          when: ({ finalSnapshotIdentifier }) => finalSnapshotIdentifier !== undefined,
        },
      ),
      data("finalSnapshotIdentifier", given, "What is worth daily snapshots would end without a last one", {
        when: ({ snapshotRetentionLimit }) => Number(snapshotRetentionLimit ?? 0) > 0,
      }),
      watch("logDeliveryConfigurations", someOf(1), "Nobody could say which command was slow"),
      watch(
        "logDeliveryConfigurations[].destinationType",
        is("cloudwatch-logs", "kinesis-firehose"),
        "The log would go nowhere",
      ),
    ],
    refers: {
      "securityGroupIds[]": "aws:ec2/securityGroup:SecurityGroup",
      kmsKeyId: "aws:kms/key:Key",
      "userGroupIds[]": "aws:elasticache/userGroup:UserGroup",
      parameterGroupName: "aws:elasticache/parameterGroup:ParameterGroup",
      subnetGroupName: "aws:elasticache/subnetGroup:SubnetGroup",
      "logDeliveryConfigurations[].destination": "aws:cloudwatch/logGroup:LogGroup",
    },
    required: ["subnetGroupName"],
    defaults: { snapshotRetentionLimit: 0 },
    exempt: [
      {
        when: ({ replicasPerNodeGroup }) => replicasPerNodeGroup === 0,
        inputs: ["multiAzEnabled", "replicasPerNodeGroup"],
        reason: "A replica more does no harm; where one is needed has a rule of its own",
      },
    ],
    harmless: {
      texts: ["replicationGroupId"],
      sizes: ["nodeType", "numNodeGroups"],
      timing: ["applyImmediately", "maintenanceWindow", "snapshotWindow"],
      refused: ["engine", "engineVersion", "clusterMode", "port"],
      working: ["logDeliveryConfigurations[].logFormat", "logDeliveryConfigurations[].logType"],
    },
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    guards: [
      availability(
        "parameters[name=maxmemory-policy].value",
        is(
          "volatile-ttl",
          "volatile-lru",
          "volatile-lfu",
          "volatile-random",
          "allkeys-lru",
          "allkeys-lfu",
          "allkeys-random",
        ),
        "Writes are refused when memory is full",
      ),
    ],
    harmless: { refused: ["family", "parameters[cluster-enabled]"] },
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    guards: [availability("subnetIds", someOf(2), "Nodes in one zone are lost with the zone")],
    refers: { "subnetIds[]": "aws:ec2/subnet:Subnet" },
  },
  "aws:elasticache/user:User": {
    guards: [
      privacy(
        "authenticationMode.type",
        is("password", "iam"),
        "Whoever reaches the cache could read and delete every session",
      ),
      privacy(
        "accessString",
        like(/^on (?!.*nopass).*-@(dangerous|all)\b/, "an access string that takes @dangerous or @all away"),
        "A client could change the configuration of the cache or empty it",
      ),
    ],
    harmless: {
      texts: ["userId"],
      working: ["userName", "authenticationMode.passwords"],
      refused: ["engine"],
    },
  },
  "aws:elasticache/userGroup:UserGroup": {
    guards: [privacy("userIds", someOf(1), "Nobody, or the default user without a password, could log in")],
    refers: { "userIds[]": "aws:elasticache/user:User" },
    harmless: { texts: ["userGroupId"], refused: ["engine"] },
  },
} as const satisfies Readonly<Record<string, Safety>>;
