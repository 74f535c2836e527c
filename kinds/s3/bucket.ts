import { textOr } from "../../models/manifest/values";
import { NO_DOWNTIME, SAME_AT_EVERY_TIER, refusesSecondAnywhere } from "../facts";
import { kind } from "../kind";
import { OBJECTS_AND_LOGS, WRITES_AND_MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { AWSX_SCHEMA } from "../sources";
import { bucketPrice } from "./bucket-price";

export const s3Bucket = kind("aws:s3/bucket:Bucket", {
  name: { input: "bucket", lengthMax: 36, isPrefix: true, identity: refusesSecondAnywhere("bucket") },
  tags: "tags",
  price: priced(bucketPrice, [
    OBJECTS_AND_LOGS,
    WRITES_AND_MESSAGES,
    { title: "S3 reads", usageType: /(?:^|-)Requests-(?:[A-Z]+-)?Tier2$/, priceKey: /^s3\.get/ },
  ]),
  replaces: {
    inputs: ["bucket", "bucketNamespace", "bucketPrefix", "objectLockEnabled"],
    verification: "bridge-schema",
    source: AWSX_SCHEMA,
  },
  changes: SAME_AT_EVERY_TIER,
  deletes: [
    {
      whenBefore: { forceDestroy: true },
      downtime: NO_DOWNTIME,
      dataRisk: "loss",
      reversible: false,
      minutesMin: 1,
      minutesMax: 60,
      note: "The bucket is emptied and deleted, with every object in it",
      source: "https://www.pulumi.com/registry/packages/aws/api-docs/s3/bucket/#forcedestroy_nodejs",
    },
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "S3 refuses to delete a bucket that holds objects: empty it first",
      source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html",
    },
  ],
  computed: (name, { bucket, bucketPrefix }) => {
    const bucketName = textOr(bucket, `${textOr(bucketPrefix, `${name}-`)}mock`);
    return {
      bucket: bucketName,
      arn: `arn:aws:s3:::${bucketName}`,
      bucketRegionalDomainName: `${bucketName}.s3.us-east-1.amazonaws.com`,
    };
  },
});
