import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { IAM } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const iamInstanceProfile = kind("aws:iam/instanceProfile:InstanceProfile", {
  name: { input: "name", lengthMax: 128, identity: refusesSecond("name") },
  tags: "tags",
  price: free(IAM),
  replaces: { inputs: ["name", "namePrefix", "path"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 0.5,
      basis: "estimate",
      note: "The provider waits for IAM, which is eventually consistent",
      source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html",
    },
  ],
});
