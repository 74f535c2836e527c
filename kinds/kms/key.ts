import { textOr } from "../../models/manifest/values";
import { EXAMPLE_ACCOUNT } from "../example-account";
import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { kmsKeyPrice } from "./key-price";

export const kmsKey = kind("aws:kms/key:Key", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: priced(kmsKeyPrice, [
    { title: "KMS keys", usageType: /KMS-Keys/, priceKey: /^kms\.key/ },
    { title: "KMS requests", usageType: /KMS-Requests/, priceKey: /^kms\.request/ },
  ]),
  replaces: {
    inputs: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    verification: "mixed",
    source:
      "hashicorp/terraform-provider-aws:internal/service/kms/key.go (/ 2386543775; v5.x) (customKeyStoreId, customerMasterKeySpec, xksKeyId seen; keyUsage and multiRegion: knowledge)",
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 1,
      basis: "estimate",
      note: "The provider waits until policy, rotation and tags can be read back",
      source: "https://docs.aws.amazon.com/kms/latest/developerguide/accessing-kms.html",
    },
  ],
  computed: (name, { region }) => ({
    keyId: `id-of-${name}`,
    arn: `arn:aws:kms:${textOr(region, "us-east-1")}:${EXAMPLE_ACCOUNT}:key/id-of-${name}`,
  }),
});
