import { NO_DOWNTIME, SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { TRANSFER_OUT } from "../pricing/bill-items";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { bucketReplicationPrice } from "./bucket-replication-config-price";

export const s3BucketReplicationConfig = kind("aws:s3/bucketReplicationConfig:BucketReplicationConfig", {
  name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
  tags: "none",
  price: priced(bucketReplicationPrice, [TRANSFER_OUT]),
  replaces: {
    inputs: ["bucket"],
    verification: "source",
    source: providerSource("s3/bucket_replication_configuration", "v5.x"),
  },
  changes: SAME_AT_EVERY_TIER,
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
