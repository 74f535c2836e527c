import { AT_ONCE, putsAgain } from "../facts";
import { kind } from "../kind";
import { IAM } from "../pricing/free-reasons";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const iamRolePolicy = kind("aws:iam/rolePolicy:RolePolicy", {
  name: { input: "name", identity: putsAgain("role", "name") },
  tags: "none",
  price: free(IAM),
  replaces: {
    inputs: ["name", "namePrefix", "role"],
    verification: "source",
    source: providerSource("iam/role_policy", "v5.x"),
  },
  changes: [
    {
      property: "policy",
      ...AT_ONCE,
      note: "The role may do what the new document says; IAM tells all of AWS within minutes",
      source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html",
    },
  ],
});
