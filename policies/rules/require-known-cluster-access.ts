import { inventoryOf } from "../effects/inventory";
import { ROLE } from "../effects/identities";
import { at, listOf } from "../../models/manifest/values";
import { shown, textOf } from "../read";
import type { PolicyResource, Problem, StackRule } from "../rule";

const ENTRY = "aws:eks/accessEntry:AccessEntry";
const ASSOCIATION = "aws:eks/accessPolicyAssociation:AccessPolicyAssociation";
const CLUSTER = "aws:eks/cluster:Cluster";

/** One principal of one account. A wildcard is none. */
const PRINCIPAL = /^arn:aws[\w-]*:iam:[\w-]*:\d{12}:[^*?]+$/;
const MASTERS = ["system:masters", "system:authenticated", "system:unauthenticated", "system:anonymous"];

const ofCluster = ({ inputs }: PolicyResource): Problem[] => {
  const mode = at(inputs, "accessConfig.authenticationMode");
  const creator = at(inputs, "accessConfig.bootstrapClusterCreatorAdminPermissions");
  return [
    ...(mode === "API"
      ? []
      : [{ wrong: `accessConfig.authenticationMode is ${shown(mode)}`, allowed: '"API"' }]),
    ...(creator === false
      ? []
      : [
          {
            wrong: `accessConfig.bootstrapClusterCreatorAdminPermissions is ${shown(creator)}`,
            allowed: "false",
          },
        ]),
  ];
};

export const requireKnownClusterAccess: StackRule = {
  id: "require-known-cluster-access",
  title: "Only principals with an access entry get into the cluster, nodes as nodes",
  rationale:
    "Whoever is an administrator of the cluster reads every Secret and runs what he likes on every node.",
  remedy: "Set authenticationMode to API, and give each deployer one access entry and one policy.",
  severity: "critical",
  source: "CIS Amazon EKS 5.5.1; Amazon EKS User Guide, access entries",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const entries = inventory.ofType(ENTRY);
    const isNode = (principal: unknown): boolean => {
      const role = inventory.meant(ROLE, principal);
      return role !== undefined && textOf(role.inputs["assumeRolePolicy"]).includes("ec2.amazonaws.com");
    };
    const ofEntry = ({ inputs }: PolicyResource): Problem[] => {
      const principal = inputs["principalArn"];
      const groups = listOf(inputs["kubernetesGroups"]).map(textOf);
      const wanted = isNode(principal) ? "EC2" : "STANDARD";
      return [
        ...(PRINCIPAL.test(textOf(principal))
          ? []
          : [{ wrong: `principalArn is ${shown(principal)}`, allowed: "one role or user" }]),
        ...((inputs["type"] ?? "STANDARD") === wanted
          ? []
          : [{ wrong: `type is ${shown(inputs["type"])}`, allowed: shown(wanted) }]),
        ...(groups.some((group) => MASTERS.includes(group))
          ? [{ wrong: `kubernetesGroups is ${shown(groups)}`, allowed: "groups of your own" }]
          : []),
      ];
    };
    const ofAssociation = ({ inputs }: PolicyResource): Problem[] => {
      const principal = inputs["principalArn"];
      const policy = textOf(inputs["policyArn"]).split("/").at(-1) ?? "";
      const wanted = isNode(principal)
        ? ["AmazonEKSAutoNodePolicy"]
        : [
            "AmazonEKSClusterAdminPolicy",
            "AmazonEKSAdminPolicy",
            "AmazonEKSEditPolicy",
            "AmazonEKSViewPolicy",
          ];
      return [
        ...(entries.some((entry) => entry.inputs["principalArn"] === principal)
          ? []
          : [{ wrong: `${shown(principal)} has no access entry`, allowed: "a principal that has one" }]),
        ...(wanted.includes(policy) ? [] : [{ wrong: `it gives ${policy}`, allowed: wanted.join(", ") }]),
      ];
    };
    return (
      [
        [CLUSTER, ofCluster],
        [ENTRY, ofEntry],
        [ASSOCIATION, ofAssociation],
      ] as const
    ).flatMap(([type, check]) =>
      inventory
        .ofType(type)
        .flatMap((resource) => check(resource).map((problem) => ({ ...problem, urn: resource.urn }))),
    );
  },
};
