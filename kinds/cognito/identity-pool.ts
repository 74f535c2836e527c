import { AT_ONCE, SAME_AT_EVERY_TIER } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const cognitoIdentityPool = kind("aws:cognito/identityPool:IdentityPool", {
  // Two pools may have one name: what AWS knows one by is an id.
  name: { input: "identityPoolName", lengthMax: 128 },
  tags: "tags",
  price: free("Identity pools and their guests have no price (https://aws.amazon.com/cognito/pricing/)."),
  replaces: {
    inputs: ["developerProviderName", "identityPoolName"],
    verification: "source",
    source: providerSource("cognitoidentity/pool", "v5.x, with the second SDK of AWS"),
  },
  changes: SAME_AT_EVERY_TIER,
  deletes: [
    {
      ...AT_ONCE,
      note: "Guests get no credentials any more; a new pool has another id",
      source: "https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_DeleteIdentityPool.html",
    },
  ],
});
