import { textOr } from "../../models/manifest/values";
import { NO_DOWNTIME, SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { OBJECTS_AND_LOGS, WRITES_AND_MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { AWSX_SCHEMA } from "../sources";
import { bucketPrice } from "./bucket-price";

export const s3Bucket = kind("aws:s3/bucket:Bucket", {
  name: { input: "bucket", lengthMax: 36, isPrefix: true, identity: refusesSecond("bucket") },
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
      downtime: NO_DOWNTIME,
      dataRisk: "recoverable",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "The bucket leaves the stack and stays in the account",
      source: "https://www.pulumi.com/docs/iac/concepts/options/retainondelete/",
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
