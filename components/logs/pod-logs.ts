import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { createClosedNamespace } from "../shared/closed-namespace";
import { createLogGroup } from "../shared/log-group";
import {
  addresses,
  DENY_ALL,
  EGRESS_TO_DNS,
  EGRESS_TO_POD_IDENTITY,
  tcp,
} from "../shared/network-policy-parts";
import { POD_TRUST_POLICY } from "../shared/trust-policy";
import { fluentBitConfig } from "./fluent-bit-config";
import { CONFIG_KEY, FLUENT_BIT_NAME, FLUENT_BIT_POD } from "./fluent-bit-pod";
import { LOG_CLASS_NAMES, logGroupName } from "./log-groups";

export interface PodLogsArgs extends ClusterComponentArgs {
  /** Key that encrypts the groups. */
  readonly keyArn: pulumi.Output<string>;
}

/**
 * What pods print, from every node to CloudWatch: one group each for the product, for what holds its data and for the platform's own
 * pods, with the retention of the tier. What was printed outlives pod and node.
 */
export class PodLogs extends ClusterComponent {
  constructor(
    name: string,
    private readonly args: PodLogsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("PodLogs", name, args, "logs", opts);
    const groups = this.createGroups();
    const access = this.grantAccess(groups);
    const ready = this.closeNamespace();
    this.createDaemonSet([...access, ...ready]);
    this.registerOutputs({});
  }

  private createGroups(): aws.cloudwatch.LogGroup[] {
    const { cluster, keyArn } = this.args;
    return LOG_CLASS_NAMES.map((logClass) =>
      createLogGroup(this, logClass, { name: logGroupName(cluster.clusterName, logClass), keyArn }),
    );
  }

  /** By EKS Pod Identity: it writes into these groups, and reads nothing. */
  private grantAccess(groups: readonly aws.cloudwatch.LogGroup[]): pulumi.Resource[] {
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "pod-logs"),
        description: "Fluent Bit: writes the logs of pods",
        assumeRolePolicy: POD_TRUST_POLICY,
        tags: this.tags(),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      {
        role: role.name,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
              Resource: groups.map(({ arn }) => pulumi.interpolate`${arn}:*`),
            },
          ],
        }),
      },
      { parent: this },
    );
    const association = new aws.eks.PodIdentityAssociation(
      this.childName("identity"),
      {
        clusterName: this.cluster.clusterName,
        namespace: this.namespace,
        serviceAccount: FLUENT_BIT_NAME,
        roleArn: role.arn,
        tags: this.tags(),
      },
      { parent: this, dependsOn: [...this.cluster.nodesReady] },
    );
    return [policy, association];
  }

  /** Nobody comes in but the kubelet, and out go names, credentials and CloudWatch. */
  private closeNamespace(): pulumi.Resource[] {
    const { namespace, policies } = createClosedNamespace(this, {
      podSecurityLevel: "privileged",
      policies: {
        "default-deny": DENY_ALL,
        [FLUENT_BIT_NAME]: {
          podSelector: { matchLabels: this.selectorLabels(FLUENT_BIT_NAME) },
          policyTypes: ["Egress"],
          egress: [
            EGRESS_TO_DNS,
            EGRESS_TO_POD_IDENTITY,
            // AWS's APIs answer from addresses that change; a NetworkPolicy knows no host names.
            { to: addresses(["0.0.0.0/0"]), ports: tcp(443) },
          ],
        },
      },
    });
    return [namespace, ...policies];
  }

  private createDaemonSet(ready: readonly pulumi.Resource[]): void {
    const { context, cluster } = this.args;
    const config = fluentBitConfig({ clusterName: cluster.clusterName, region: context.region });
    const serviceAccount = new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: this.metadata(FLUENT_BIT_NAME), automountServiceAccountToken: false },
      this.inCluster(...ready),
    );
    const configMap = new kubernetes.core.v1.ConfigMap(
      this.childName("config"),
      { metadata: this.metadata(FLUENT_BIT_NAME), data: { [CONFIG_KEY]: config } },
      this.inCluster(...ready),
    );
    new kubernetes.apps.v1.DaemonSet(
      this.childName("daemon-set"),
      {
        metadata: this.metadata(FLUENT_BIT_NAME),
        spec: {
          selector: { matchLabels: this.selectorLabels(FLUENT_BIT_NAME) },
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1 } },
          template: {
            metadata: {
              labels: this.podLabels(FLUENT_BIT_NAME),
              annotations: { "checksum/config": createHash("sha256").update(config).digest("hex") },
            },
            spec: FLUENT_BIT_POD,
          },
        },
      },
      this.inCluster(...ready, serviceAccount, configMap),
    );
  }
}
