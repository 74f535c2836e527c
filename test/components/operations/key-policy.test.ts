import {
  alarmTopicKeyPolicy,
  stackKeyPolicy,
  TOPIC_PUBLISHERS,
} from "../../../components/operations/key-policy";

const PLACE = { partition: "aws", region: "eu-west-1", accountId: "123456789012" };
const CLUSTER_ROLE = "arn:aws:iam::123456789012:role/cluster";
const USE = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

const policies = [stackKeyPolicy(PLACE, CLUSTER_ROLE, null), alarmTopicKeyPolicy(PLACE)];
const statement = (sid: string) => {
  const found = policies[0]?.Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`There is no statement ${sid}.`);
  return found;
};

test("the stack's key serves the account, the cluster, the logs and the publishers", () => {
  expect(policies[0]?.Statement.map(({ Sid }) => Sid)).toEqual([
    "AccountDecidesByIam",
    "ClusterUsesKey",
    "ClusterGrantsKeyToAwsServices",
    "LogsUseKey",
    "PublishersUseKey",
  ]);
});

test("the account keeps control through IAM", () => {
  expect(statement("AccountDecidesByIam")).toEqual({
    Sid: "AccountDecidesByIam",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
  });
});

test("the cluster encrypts volumes, and grants the key to AWS services only", () => {
  expect(statement("ClusterUsesKey")).toEqual({
    Sid: "ClusterUsesKey",
    Effect: "Allow",
    Principal: { AWS: CLUSTER_ROLE },
    Action: USE,
    Resource: "*",
  });
  expect(statement("ClusterGrantsKeyToAwsServices")).toEqual({
    Sid: "ClusterGrantsKeyToAwsServices",
    Effect: "Allow",
    Principal: { AWS: CLUSTER_ROLE },
    Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
    Resource: "*",
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  });
});

test("CloudWatch Logs uses the key for log groups of this account and region", () => {
  expect(statement("LogsUseKey")).toEqual({
    Sid: "LogsUseKey",
    Effect: "Allow",
    Principal: { Service: "logs.eu-west-1.amazonaws.com" },
    Action: USE,
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:*" },
    },
  });
});

test("budgets, anomalies, alarms and events publish to topics of this account and region", () => {
  expect(TOPIC_PUBLISHERS).toEqual([
    "budgets.amazonaws.com",
    "costalerts.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "events.amazonaws.com",
  ]);
  expect(statement("PublishersUseKey")).toEqual({
    Sid: "PublishersUseKey",
    Effect: "Allow",
    Principal: { Service: TOPIC_PUBLISHERS },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: {
      ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": "arn:aws:sns:eu-west-1:123456789012:*" },
    },
  });
});

test("the key of the edge topic serves the account and CloudWatch alarms, nobody else", () => {
  expect(policies[1]?.Statement.map(({ Principal }) => Principal)).toEqual([
    { AWS: "arn:aws:iam::123456789012:root" },
    { Service: ["cloudwatch.amazonaws.com"] },
  ]);
});

test("no principal is a wildcard, every service is bound to this account, and no two statements share a name", () => {
  for (const { Statement } of policies) {
    expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length);
    for (const { Sid, Principal, Condition } of Statement) {
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      for (const principal of Object.values(Principal).flat()) expect(principal).not.toContain("*");
      const isService = "Service" in Principal;
      expect(JSON.stringify(Condition ?? {}).includes(":123456789012:")).toBe(isService);
    }
  }
});

test("the partition is the stack's", () => {
  const { Statement } = stackKeyPolicy({ ...PLACE, partition: "aws-us-gov" }, CLUSTER_ROLE, "444455556666");
  const own = Statement.filter(({ Sid }) => !Sid.startsWith("Cluster"));
  expect(JSON.stringify(own)).toContain("arn:aws-us-gov:");
  expect(JSON.stringify(own)).not.toContain("arn:aws:");
});

test("AWS Backup of the other account, and nobody else of it, reads what it copies", () => {
  const { Statement } = stackKeyPolicy(PLACE, CLUSTER_ROLE, "444455556666");
  const added = Statement.filter(({ Sid }) => Sid.startsWith("BackupAccount"));
  expect(Statement).toEqual([...(policies[0]?.Statement ?? []), ...added]);
  const byBackup = {
    "aws:PrincipalArn":
      "arn:aws:iam::444455556666:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
  };
  const principal = { AWS: "arn:aws:iam::444455556666:root" };
  expect(added).toEqual([
    {
      Sid: "BackupAccountUsesKey",
      Effect: "Allow",
      Principal: principal,
      Action: USE,
      Resource: "*",
      Condition: { ArnEquals: byBackup },
    },
    {
      Sid: "BackupAccountGrantsKeyToAwsServices",
      Effect: "Allow",
      Principal: principal,
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Resource: "*",
      Condition: { ArnEquals: byBackup, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ]);
});
