import { NO_DOWNTIME, nameless, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const s3BucketLifecycleConfiguration = kind(
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  {
    name: nameless("Told apart by what it belongs to", putsAgain("bucket")),
    tags: "none",
    price: free("Expiring objects is free; no rule moves them to another class."),
    replaces: {
      inputs: ["bucket", "expectedBucketOwner"],
      verification: "source",
      source: providerSource("s3/bucket_lifecycle_configuration", "v5.52"),
    },
    changes: [
      {
        property: "rules",
        direction: "up",
        downtime: NO_DOWNTIME,
        dataRisk: "none",
        reversible: true,
        minutesMin: 0,
        minutesMax: 1,
        note: "Objects are kept longer",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
      },
      {
        property: "rules",
        direction: "down",
        downtime: NO_DOWNTIME,
        dataRisk: "loss",
        reversible: false,
        minutesMin: 0,
        minutesMax: 1,
        note: "Objects older than the new period are deleted",
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
      },
    ],
  },
);
