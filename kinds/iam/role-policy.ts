import { SAME_AT_EVERY_TIER, putsAgain } from "../facts";
import { kind } from "../kind";
import { IAM } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { NOT_REREAD } from "../sources";

export const iamRolePolicy = kind("aws:iam/rolePolicy:RolePolicy", {
  name: { input: "name", identity: putsAgain("role", "name") },
  tags: "none",
  price: free(IAM),
  replaces: { inputs: ["name", "namePrefix", "role"], verification: "knowledge", source: NOT_REREAD },
  changes: SAME_AT_EVERY_TIER,
});
