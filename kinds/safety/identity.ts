import { given, is } from "./expectation";
import { privacy, type Safety } from "./safety";

const ROLE = "aws:iam/role:Role";

/** What the safety of identities rests on; their documents have rules of their own. */
export const IDENTITY_SAFETY = {
  "aws:iam/role:Role": {
    harmless: { texts: ["name"], sizes: ["maxSessionDuration"] },
    dispensable: "Nobody can take a role that is not there",
  },
  "aws:iam/rolePolicy:RolePolicy": {
    refers: { role: ROLE },
    required: ["role"],
    guards: [privacy("policy", given, "What the role may do would not be known")],
    harmless: { texts: ["name"] },
    dispensable: "Without its policy a role may do less",
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    refusedWithout: ["policyArn"],
    refers: { role: ROLE },
    required: ["role"],
    dispensable: "Without its policy a role may do less",
  },
  "aws:iam/instanceProfile:InstanceProfile": {
    refers: { role: ROLE },
    harmless: { texts: ["name"] },
    required: ["role"],
    dispensable: "Without it an instance has no rights",
  },
  "aws:cognito/identityPool:IdentityPool": {
    guards: [
      privacy("allowClassicFlow", is(false), "A guest could ask for other roles that trust Cognito", {
        absent: "Cognito takes false",
      }),
    ],
    harmless: { texts: ["identityPoolName"], working: ["allowUnauthenticatedIdentities"] },
    dispensable: "Without it guests have no rights",
  },
  "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment": {
    refers: { identityPoolId: "aws:cognito/identityPool:IdentityPool", "roles.unauthenticated": ROLE },
    required: ["identityPoolId", "roles.unauthenticated"],
    dispensable: "Without it guests have no rights",
  },
} as const satisfies Readonly<Record<string, Safety>>;
