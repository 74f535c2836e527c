import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { SETTING_OF_A_BUCKET } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const s3BucketPublicAccessBlock = kind("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
  name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
  tags: "none",
  price: free(SETTING_OF_A_BUCKET),
  replaces: { inputs: ["bucket"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
