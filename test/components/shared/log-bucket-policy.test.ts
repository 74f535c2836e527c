import { logBucketPolicy } from "../../../components/shared/log-bucket-policy";

const site = { accountId: "123456789012", partition: "aws-us-gov", region: "us-gov-west-1" };
const statements = logBucketPolicy("arn:aws-us-gov:s3:::logs", site)["Statement"] as Record<
  string,
  unknown
>[];
const named = (sid: string) => statements.find(({ Sid }) => Sid === sid);

test("only this account's log delivery of this region writes, and only under its own prefix", () => {
  expect(named("LogDelivery")).toEqual({
    Sid: "LogDelivery",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: "arn:aws-us-gov:s3:::logs/AWSLogs/123456789012/*",
    Condition: {
      StringEquals: {
        "aws:SourceAccount": "123456789012",
        "s3:x-amz-acl": "bucket-owner-full-control",
      },
      ArnLike: { "aws:SourceArn": "arn:aws-us-gov:logs:us-gov-west-1:123456789012:*" },
    },
  });
  expect(statements.filter(({ Effect }) => Effect === "Allow")).toHaveLength(2);
});

test("nobody reads or writes without TLS", () => {
  expect(named("OnlyTls")).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Resource: ["arn:aws-us-gov:s3:::logs", "arn:aws-us-gov:s3:::logs/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});
