import { AT_ONCE, putsAgain } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

const SOURCE = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html";

export const s3BucketObject = kind("aws:s3/bucketObjectv2:BucketObjectv2", {
  name: { input: "key", lengthMax: 1_024, identity: putsAgain("bucket", "key") },
  tags: "tags",
  price: free("A script of some kilobytes; the bucket's storage is priced there"),
  replaces: {
    inputs: ["bucket", "key"],
    verification: "source",
    source: providerSource("s3/object", "v5.52"),
  },
  changes: [
    {
      property: "contentBase64",
      ...AT_ONCE,
      note: "The object has other contents",
      source: SOURCE,
    },
  ],
  deletes: [
    {
      ...AT_ONCE,
      note: "The object goes; the program makes it again",
      source: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html",
    },
  ],
});
