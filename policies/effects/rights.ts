import { textOf } from "../read";
import type { PolicyResource } from "../rule";
import { isDocument, statementsOf, type Statement } from "../statements";
import { ATTACHMENTS, identityDocuments, managedPolicies, RESOURCE_POLICIES, ROLE } from "./identities";
import { referencesOf, type Inventory } from "./inventory";

/** Who may do what to what. */
export interface Right {
  /** A role with those who act as it, or whoever a resource's own policy names. */
  readonly who: string;
  /** Actions, or an AWS-managed policy. */
  readonly may: string;
  /** Resources of the stack by name, others as the policy writes them. */
  readonly on: string;
  /** A condition keeps some requests out. */
  readonly isNarrowed: boolean;
  /** Resource that gives the right. */
  readonly by: string;
}

/** ARNs are the longest texts of a table: those of the stack's own things are written as their names. */
function named({ resources }: Inventory): (text: string) => string {
  const arns = resources
    .filter(({ type }) => type.startsWith("aws:"))
    .flatMap((resource) =>
      referencesOf(resource)
        .filter((reference) => reference.startsWith("arn:"))
        .map((arn) => ({ arn, name: resource.name })),
    )
    .sort((one, other) => other.arn.length - one.arn.length);
  return (text) => {
    const known = arns.find(({ arn }) => text === arn || text.startsWith(`${arn}/`));
    return known === undefined ? text : `${known.name}${text.slice(known.arn.length)}`;
  };
}

const all = (inverted: readonly string[], key: string, texts: readonly string[]): string =>
  inverted.includes(key) ? `all but its ${key}` : texts.join(", ");

const rightOf =
  (name: (text: string) => string) =>
  (statement: Statement, who: string, by: string): Right => ({
    who,
    may: all(statement.inverted, "NotAction", statement.actions),
    on: all(statement.inverted, "NotResource", statement.resources.map(name)),
    isNarrowed: statement.isNarrowed,
    by,
  });

/** Services that act as a role, or the pods that an association gives it to. */
function actorsOf(inventory: Inventory, role: PolicyResource): string {
  const pods = inventory
    .pointingAt(role, "aws:eks/podIdentityAssociation:PodIdentityAssociation", "roleArn")
    .map(({ inputs }) => `pods ${textOf(inputs["namespace"])}/${textOf(inputs["serviceAccount"])}`);
  const principals = statementsOf(role.inputs["assumeRolePolicy"]).flatMap((statement) => [
    ...statement.principals.map(({ value }) => value),
    ...statement.inverted.map((key) => `all but its ${key}`),
  ]);
  const actors = pods.length > 0 ? pods : principals.filter((one) => one !== "");
  return actors.length === 0 ? "unknown" : [...new Set(actors)].join(", ");
}

const UNREADABLE = "unknown: its policy cannot be read";

function ofRole(inventory: Inventory, role: PolicyResource, right: ReturnType<typeof rightOf>): Right[] {
  const who = `${role.name} (${actorsOf(inventory, role)})`;
  const documents = [...inventory.pointingAt(role, "aws:iam/rolePolicy:RolePolicy", "role"), role].flatMap(
    (holder) => identityDocuments(holder).map(({ document }) => ({ document, by: holder.name })),
  );
  const managed = inventory
    .ofType(...ATTACHMENTS)
    .filter((attachment) => attachment === role || inventory.meant(ROLE, attachment.inputs["role"]) === role)
    .flatMap((attachment) =>
      managedPolicies(attachment).map((arn): Right => ({
        who,
        may: arn.split("/").at(-1) ?? arn,
        on: "as AWS writes it",
        isNarrowed: false,
        by: attachment.name,
      })),
    );
  const written = documents.flatMap(({ document, by }) =>
    isDocument(document)
      ? statementsOf(document)
          .filter(({ effect }) => effect === "Allow")
          .map((statement) => right(statement, who, by))
      : [{ who, may: UNREADABLE, on: "unknown", isNarrowed: false, by }],
  );
  return [...managed, ...written];
}

/** Rights by roles, and then those that things give by policies of their own. */
export function rights(inventory: Inventory): readonly Right[] {
  const right = rightOf(named(inventory));
  const byRoles = inventory.ofType(ROLE).flatMap((role) => ofRole(inventory, role, right));
  const byThings = Object.entries(RESOURCE_POLICIES).flatMap(([type, input]) =>
    inventory
      .ofType(type)
      .filter(({ inputs }) => inputs[input] !== undefined)
      .flatMap(({ name, inputs }) =>
        isDocument(inputs[input])
          ? statementsOf(inputs[input])
              .filter(({ effect }) => effect === "Allow")
              .map((statement) =>
                right(
                  statement,
                  statement.inverted.includes("NotPrincipal")
                    ? "all but its NotPrincipal"
                    : statement.principals.map(({ value }) => value).join(", "),
                  name,
                ),
              )
          : [{ who: "unknown", may: UNREADABLE, on: name, isNarrowed: false, by: name }],
      ),
  );
  return [...byRoles, ...byThings];
}
