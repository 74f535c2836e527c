import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const kmsAlias = kind("aws:kms/alias:Alias", {
  name: { input: "name", lengthMax: 250, identity: refusesSecond("name") },
  tags: "none",
  price: free("A name of a key, which is priced."),
  replaces: {
    inputs: ["name", "namePrefix"],
    verification: "source",
    source: providerSource("kms/alias", "v5.52"),
  },
  changes: SAME_AT_EVERY_TIER,
});
