import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { IAM } from "../pricing/free-reasons";
import { EVENTUALLY_CONSISTENT } from "./eventually-consistent";
import { free } from "../pricing/price";
import { AWSX_SCHEMA } from "../sources";

export const iamRole = kind("aws:iam/role:Role", {
  name: { input: "name", lengthMax: 64, identity: refusesSecond("name") },
  tags: "tags",
  price: free(IAM),
  replaces: { inputs: ["name", "namePrefix", "path"], verification: "bridge-schema", source: AWSX_SCHEMA },
  changes: SAME_AT_EVERY_TIER,
  creates: [EVENTUALLY_CONSISTENT],
});
