import { SAME_AT_EVERY_TIER, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { SETTING_OF_A_BUCKET } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { NOT_REREAD, providerSource } from "../sources";

export const s3BucketVersioning = kind("aws:s3/bucketVersioning:BucketVersioning", {
  name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
  tags: "none",
  price: free(SETTING_OF_A_BUCKET),
  replaces: {
    inputs: ["bucket", "expectedBucketOwner"],
    rejected: [
      {
        property: "versioningConfiguration.status",
        when: "Enabled or Suspended -> Disabled is refused (an error, not a replacement)",
        source: NOT_REREAD,
      },
    ],
    verification: "source",
    source: providerSource("s3/bucket_versioning", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
  refusals: [
    {
      id: "bucket-versioning-disabled-again",
      on: ["update"],
      message: "Versioning cannot go back to Disabled once it was on; Suspended is the way.",
      statement: "Versioning can be suspended and never returns to unversioned.",
      evidence: "read",
      source: "https://pub.dev/documentation/pulumi_aws/latest/s3/BucketVersioning/enabled.html",
    },
  ],
});
