import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { SETTING_OF_A_BUCKET } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const s3BucketServerSideEncryptionConfiguration = kind(
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  {
    name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
    tags: "none",
    price: free(SETTING_OF_A_BUCKET),
    replaces: {
      inputs: ["bucket", "expectedBucketOwner"],
      verification: "source",
      source: providerSource("s3/bucket_server_side_encryption_configuration", "v5.52"),
    },
    changes: SAME_AT_EVERY_TIER,
  },
);
