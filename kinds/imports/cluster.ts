import { found, named, type ImportFact } from "./import-fact";

/** Of the cluster and who may enter it. */
export const CLUSTER_IMPORTS = {
  "aws:eks/cluster:Cluster": found(
    "eks/cluster",
    "eks describe-cluster --name {name}",
    "cluster.resourcesVpcConfig.clusterSecurityGroupId",
    {
      id: "{name}",
      gives: "vpcConfig.clusterSecurityGroupId",
      // Both replace the cluster where the state has another value than the program.
      unread: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
    },
  ),
  "aws:eks/addon:Addon": named("eks/addon", "{clusterName}:{addonName}", {
    unread: ["resolveConflictsOnCreate", "resolveConflictsOnUpdate"],
  }),
  "aws:eks/accessEntry:AccessEntry": named("eks/accessentry", "{clusterName}:{principalArn}"),
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": named(
    "eks/accesspolicyassociation",
    "{clusterName}#{principalArn}#{policyArn}",
  ),
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": found(
    "eks/podidentityassociation",
    "eks list-pod-identity-associations --cluster-name {clusterName} --namespace {namespace} --service-account {serviceAccount}",
    "associations[].associationId",
    { id: "{clusterName},{$found}" },
  ),
} as const satisfies Readonly<Record<string, ImportFact>>;
