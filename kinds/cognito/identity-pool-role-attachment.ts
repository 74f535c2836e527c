import { nameless, AT_ONCE, putsAgain, SAME_AT_EVERY_TIER } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { providerSource } from "../sources";

export const cognitoIdentityPoolRoleAttachment = kind(
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment",
  {
    name: nameless("it is known by its pool", putsAgain("identityPoolId")),
    tags: "none",
    price: free("A setting of the identity pool."),
    replaces: {
      inputs: ["identityPoolId", "roles"],
      verification: "source",
      source: providerSource("cognitoidentity/pool_roles_attachment", "v5.x, with the second SDK of AWS"),
    },
    changes: SAME_AT_EVERY_TIER,
    deletes: [
      {
        ...AT_ONCE,
        note: "Guests of the pool get no credentials any more",
        source:
          "https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html",
      },
    ],
  },
);
