import { at, listOf } from "../../models/manifest/values";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { CLUSTER } from "../effects/network";
import { podSpec } from "../pods";
import { shown } from "../read";
import type { PolicyResource, Problem, StackProblem, StackRule } from "../rule";
import { statementsOf } from "../statements";

const DAEMON_SET = "kubernetes:apps/v1:DaemonSet";
const IDENTITY = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const POD_LOGS = "/var/log/pods";

const readsPodLogs = (resource: PolicyResource): boolean =>
  listOf(at(podSpec(resource), "volumes")).some((volume) => at(volume, "hostPath.path") === POD_LOGS);

/** A toleration without a key and with `Exists` is one of every taint. */
const toleratesAll = (pod: unknown): boolean =>
  listOf(at(pod, "tolerations")).some(
    (each) =>
      at(each, "operator") === "Exists" && at(each, "key") === undefined && at(each, "effect") === undefined,
  );

function placesLeftOut(shipper: PolicyResource): Problem[] {
  const pod = podSpec(shipper);
  return [
    ...(toleratesAll(pod)
      ? []
      : [
          {
            wrong: `tolerations is ${shown(at(pod, "tolerations"))}`,
            allowed: 'one with operator "Exists" and no key, for every group of nodes',
          },
        ]),
    ...["nodeSelector", "affinity", "nodeName"]
      .filter((key) => at(pod, key) !== undefined)
      .map((key) => ({ wrong: `${key} keeps it from other nodes`, allowed: "a place on every node" })),
  ];
}

/** Policies of the role that the shipper's pods have by EKS Pod Identity. */
function policiesOf(shipper: PolicyResource, inventory: Inventory): readonly PolicyResource[] {
  const roles = inventory
    .ofType(IDENTITY)
    .filter(
      ({ inputs }) =>
        inputs["namespace"] === at(shipper.inputs, "metadata.namespace") &&
        inputs["serviceAccount"] === at(podSpec(shipper), "serviceAccountName"),
    )
    .flatMap(({ inputs }) => inventory.meant(ROLE, inputs["roleArn"]) ?? []);
  return roles.flatMap((role) => inventory.pointingAt(role, ROLE_POLICY, "role"));
}

function wrongRights(policy: PolicyResource, inventory: Inventory): Problem[] {
  return statementsOf(policy.inputs["policy"])
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) => [
      ...actions
        .filter((action) => !/^logs:(CreateLogStream|DescribeLogStreams|PutLogEvents)$/.test(action))
        .map((action) => ({
          wrong: `it allows ${action}`,
          allowed: "logs:CreateLogStream, logs:DescribeLogStreams and logs:PutLogEvents",
        })),
      ...resources
        .filter((resource) => inventory.meant(LOG_GROUP, resource.replace(/:\*$/, "")) === undefined)
        .map((resource) => ({ wrong: `it writes into ${resource}`, allowed: "a LogGroup of this stack" })),
    ]);
}

function problemsOf(shipper: PolicyResource, inventory: Inventory): StackProblem[] {
  const policies = policiesOf(shipper, inventory);
  const at = ({ urn }: PolicyResource, problems: readonly Problem[]) =>
    problems.map((problem) => ({ ...problem, urn }));
  return [
    ...at(shipper, placesLeftOut(shipper)),
    ...(policies.length > 0
      ? []
      : at(shipper, [
          { wrong: "no role lets it write", allowed: "a role with a policy, by EKS Pod Identity" },
        ])),
    ...policies.flatMap((policy) => at(policy, wrongRights(policy, inventory))),
  ];
}

export const requireShippedPodLogs: StackRule = {
  id: "require-shipped-pod-logs",
  title: "What pods print leaves every node, into log groups of the stack and nowhere else",
  rationale: "The output of a pod goes with its node, in the night in which somebody wants to read it.",
  remedy:
    "Run one DaemonSet that reads /var/log/pods on every node, with a role that writes into the stack's log groups.",
  severity: "medium",
  source: "AWS Well-Architected, SEC04-BP01; docs/decisions/0054-logs-of-pods-by-a-daemonset.md",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const shippers = inventory.ofType(DAEMON_SET).filter(readsPodLogs);
    if (shippers.length === 0)
      return inventory
        .ofType(CLUSTER)
        .map(({ urn }) => ({ urn, wrong: "nothing reads the logs of its pods", allowed: "a DaemonSet" }));
    return shippers.flatMap((shipper) => problemsOf(shipper, inventory));
  },
};
