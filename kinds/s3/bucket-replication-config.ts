import { AT_ONCE, NO_DOWNTIME, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { OBJECTS_AND_LOGS, TRANSFER_OUT, WRITES_AND_MESSAGES } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { bucketReplicationPrice } from "./bucket-replication-config-price";

export const s3BucketReplicationConfig = kind("aws:s3/bucketReplicationConfig:BucketReplicationConfig", {
  name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
  tags: "none",
  price: priced(bucketReplicationPrice, [TRANSFER_OUT, OBJECTS_AND_LOGS, WRITES_AND_MESSAGES]),
  replaces: {
    inputs: ["bucket"],
    verification: "source",
    source: providerSource("s3/bucket_replication_configuration", "v5.x"),
  },
  changes: [
    {
      property: "rules",
      ...AT_ONCE,
      note: "Copied is what is written from then on",
      source:
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html",
    },
  ],
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "Nothing more is copied; what was copied stays",
      source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/disable-replication.html",
    },
  ],
});
