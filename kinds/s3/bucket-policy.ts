import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { SETTING_OF_A_BUCKET } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const s3BucketPolicy = kind("aws:s3/bucketPolicy:BucketPolicy", {
  name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
  tags: "none",
  price: free(SETTING_OF_A_BUCKET),
  replaces: {
    inputs: ["bucket"],
    verification: "source",
    source: providerSource("s3/bucket_policy", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
});
