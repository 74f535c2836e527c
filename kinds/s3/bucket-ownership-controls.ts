import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { SETTING_OF_A_BUCKET } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const s3BucketOwnershipControls = kind("aws:s3/bucketOwnershipControls:BucketOwnershipControls", {
  name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
  tags: "none",
  price: free(SETTING_OF_A_BUCKET),
  replaces: {
    inputs: ["bucket"],
    verification: "source",
    source: providerSource("s3/bucket_ownership_controls", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
});
