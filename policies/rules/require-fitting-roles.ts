import { at, listOf } from "../../models/manifest/values";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { podSpec, WORKLOADS } from "../pods";
import { shown, textOf } from "../read";
import type { PolicyResource, StackProblem, StackRule } from "../rule";

const ROLE = "aws:iam/role:Role";
const IDENTITY = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

/** Who takes a role, by the input that names it. */
const USERS: readonly { readonly type: string; readonly input: string; readonly service: string }[] = [
  { type: IDENTITY, input: "roleArn", service: "pods.eks.amazonaws.com" },
  { type: "aws:backup/selection:Selection", input: "iamRoleArn", service: "backup.amazonaws.com" },
  { type: "aws:eks/cluster:Cluster", input: "roleArn", service: "eks.amazonaws.com" },
  { type: "aws:iam/instanceProfile:InstanceProfile", input: "role", service: "ec2.amazonaws.com" },
  {
    type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    input: "role",
    service: "s3.amazonaws.com",
  },
  { type: "aws:synthetics/canary:Canary", input: "executionRoleArn", service: "lambda.amazonaws.com" },
  { type: "kubernetes:eks.amazonaws.com/v1:NodeClass", input: "spec.role", service: "ec2.amazonaws.com" },
];

const ACCOUNT = "kubernetes:core/v1:ServiceAccount";

const GRANTS = ["aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"];

/** Whether a role's trust names a service; read as text, since rules of their own read what else it says. */
const trusts = (role: PolicyResource, service: string): boolean => {
  const document = role.inputs["assumeRolePolicy"];
  return (typeof document === "string" ? document : JSON.stringify(document ?? "")).includes(`"${service}"`);
};

function unfitting(inventory: Inventory): StackProblem[] {
  return USERS.flatMap(({ type, input, service }) =>
    inventory.ofType(type).flatMap(({ inputs, urn }) => {
      const role = inventory.meant(ROLE, at(inputs, input));
      return role === undefined || trusts(role, service)
        ? []
        : [
            {
              urn,
              wrong: `${input} is ${shown(at(inputs, input))}`,
              allowed: `a role that trusts ${service}`,
            },
          ];
    }),
  );
}

/** Two workloads with one role each have the rights of both. */
function shared(inventory: Inventory): StackProblem[] {
  const identities = inventory.ofType(IDENTITY);
  return identities.flatMap(({ inputs, urn }, index) => {
    const role = inventory.meant(ROLE, inputs["roleArn"]);
    const before = identities
      .slice(0, index)
      .find((other) => role !== undefined && inventory.meant(ROLE, other.inputs["roleArn"]) === role);
    return before === undefined
      ? []
      : [{ urn, wrong: `it has the role of ${before.name}`, allowed: "a role of its own" }];
  });
}

/** A role for pods that there are not, and pods that wait for an account that is not in their namespace. */
function accounts({ ofType }: Inventory): StackProblem[] {
  const keyOf = (namespace: unknown, name: unknown): string => `${textOf(namespace)}/${textOf(name)}`;
  const there = new Set(
    ofType(ACCOUNT).map(({ inputs }) => keyOf(at(inputs, "metadata.namespace"), at(inputs, "metadata.name"))),
  );
  const named = [
    ...ofType(IDENTITY).map(({ urn, inputs }) => ({
      urn,
      key: keyOf(inputs["namespace"], inputs["serviceAccount"]),
    })),
    ...ofType(...WORKLOADS)
      .filter((workload) => at(podSpec(workload), "serviceAccountName") !== undefined)
      .map((workload) => ({
        urn: workload.urn,
        key: keyOf(at(workload.inputs, "metadata.namespace"), at(podSpec(workload), "serviceAccountName")),
      })),
  ];
  return named
    .filter(({ key }) => !there.has(key))
    .map(({ urn, key }) => ({
      urn,
      wrong: `there is no ServiceAccount ${key}`,
      allowed: "a ServiceAccount of the stack, in the namespace of its pods",
    }));
}

const empty = (inventory: Inventory): StackProblem[] =>
  inventory
    .ofType(ROLE)
    .filter(
      (role) =>
        GRANTS.every((type) => inventory.pointingAt(role, type, "role").length === 0) &&
        [...listOf(role.inputs["managedPolicyArns"]), ...listOf(role.inputs["inlinePolicies"])].length === 0,
    )
    .map(({ urn }) => ({ urn, wrong: "no policy belongs to it", allowed: "a policy of its own" }));

export const requireFittingRoles: StackRule = {
  id: "require-fitting-roles",
  title: "Each workload has an account and a role of its own, made for it, and each role its policies",
  rationale:
    "A workload with another one's role has rights that nobody meant for it; a role without its policy has given it to somebody else; one for an account that is not there waits for whoever makes it.",
  remedy: "Give it the role that was made for it.",
  severity: "high",
  source: "AWS Well-Architected, SEC03-BP02",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return [...unfitting(inventory), ...shared(inventory), ...accounts(inventory), ...empty(inventory)];
  },
};
