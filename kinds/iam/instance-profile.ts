import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { IAM } from "../pricing/free-reasons";
import { EVENTUALLY_CONSISTENT } from "./eventually-consistent";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const iamInstanceProfile = kind("aws:iam/instanceProfile:InstanceProfile", {
  name: { input: "name", lengthMax: 128, identity: refusesSecond("name") },
  tags: "tags",
  price: free(IAM),
  replaces: {
    inputs: ["name", "namePrefix", "path"],
    verification: "source",
    source: providerSource("iam/instance_profile", "a file of 2026"),
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [EVENTUALLY_CONSISTENT],
});
