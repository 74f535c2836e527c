import { identityDocuments, ROLE } from "../effects/identities";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { textOf } from "../read";
import type { PolicyResource, Problem, StackProblem, StackRule } from "../rule";
import { guestPoolsOf, statementsOf, type Statement } from "../statements";

const POOL = "aws:cognito/identityPool:IdentityPool";
const MONITOR = "aws:rum/appMonitor:AppMonitor";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const ALLOWED = "rum:PutRumEvents on an app monitor of this stack";

const isReport = ({ actions, resources, inverted }: Statement, monitors: readonly string[]): boolean =>
  inverted.length === 0 &&
  actions.length > 0 &&
  resources.length > 0 &&
  actions.every((action) => action === "rum:PutRumEvents") &&
  resources.every((resource) => monitors.includes(resource.split(":appmonitor/")[1] ?? ""));

/** Of the documents of a role or of one policy of a role. */
const tooMuch = (resource: PolicyResource, monitors: readonly string[]): Problem[] =>
  identityDocuments(resource)
    .flatMap(({ document }) => statementsOf(document))
    .filter((statement) => statement.effect === "Allow" && !isReport(statement, monitors))
    .map(({ actions, resources }) => ({
      wrong: `everybody may do ${actions.join(", ")} on ${resources.join(", ")}`,
      allowed: ALLOWED,
    }));

function problemsOf(role: PolicyResource, inventory: Inventory): StackProblem[] {
  const pools = statementsOf(role.inputs["assumeRolePolicy"]).flatMap(guestPoolsOf);
  if (pools.length === 0) return [];
  const monitors = inventory.ofType(MONITOR).map(({ inputs }) => textOf(inputs["name"]));
  const at = (resource: PolicyResource, problems: readonly Problem[]) =>
    problems.map((problem) => ({ ...problem, urn: resource.urn }));
  return [
    ...at(
      role,
      pools
        .filter((pool) => inventory.meant(POOL, pool) === undefined)
        .map((pool) => ({
          wrong: `guests of ${pool} may take it`,
          allowed: "an identity pool of this stack",
        })),
    ),
    ...at(role, tooMuch(role, monitors)),
    ...inventory
      .pointingAt(role, ROLE_POLICY, "role")
      .flatMap((policy) => at(policy, tooMuch(policy, monitors))),
    ...inventory
      .pointingAt(role, ATTACHMENT, "role")
      .flatMap((attachment) =>
        at(attachment, [
          { wrong: `everybody gets ${textOf(attachment.inputs["policyArn"])}`, allowed: ALLOWED },
        ]),
      ),
  ];
}

export const forbidGuestRights: StackRule = {
  id: "forbid-guest-rights",
  title: "Guests of an identity pool may report to one app monitor, and nothing else",
  rationale: "Everybody on the internet is a guest: whatever the role may do, everybody may do.",
  remedy: "Leave the guest's role one statement: rum:PutRumEvents on the ARN of the app monitor.",
  severity: "critical",
  source: "Amazon Cognito Developer Guide, Using IAM roles: access policies for unauthenticated identities",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return inventory.ofType(ROLE).flatMap((role) => problemsOf(role, inventory));
  },
};
