import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { jobChecksum, jobProgram } from "../shared/job-program";
import { createClosedNamespace } from "../shared/closed-namespace";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { metricNamespace } from "../shared/metric-namespace";
import { createDisruptionBudget } from "../shared/disruption-budget";
import { POD_TRUST_POLICY } from "../shared/trust-policy";
import { customMetrics } from "../../models/promises/across-rows";
import { PROMISES } from "../../models/promises/table";
import { OBSERVER_NAME } from "./names";
import { observerNetworkPolicies } from "./network-policies";
import { observerPodSpec, PROGRAM_CONFIG, type ObserverSecret, type ObserverSettings } from "./observer-pod";
import { observerPolicy } from "./permissions";

export interface ObserverArgs extends ClusterComponentArgs {
  /** Where the caches have their addresses, for its NetworkPolicy. */
  readonly cacheCidrBlocks: readonly string[];
  readonly sources: Omit<
    ObserverSettings,
    "region" | "metricNamespace" | "metrics" | "valkeyHosts" | "databaseInstances"
  >;
  /** Configuration endpoints of the caches. */
  readonly valkeyHosts: readonly pulumi.Output<string>[];
  /** Identifiers of the primaries in RDS. */
  readonly databaseInstances: readonly pulumi.Output<string>[];
  /** Logins that may read what is told about a service, and no data. */
  readonly secret: ObserverSecret;
}

/**
 * A pod that reads, once a minute, what AWS does not report by itself: PgBouncer's pools, Qdrant's memory and copies, the caches'
 * answers, the product's event loop, the age of backups. It puts the metrics that the tier pays for into the stack's namespace of
 * CloudWatch, where alarms read them.
 */
export class Observer extends ClusterComponent {
  constructor(
    name: string,
    private readonly args: ObserverArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Observer", name, args, "observer", opts);
    const { namespace, policies } = createClosedNamespace(this, {
      policies: observerNetworkPolicies(args.cacheCidrBlocks),
    });
    const ready = [namespace, ...policies];
    const program = this.createProgram(ready);
    const secret = this.createSecret(ready);
    const identity = this.createIdentity(ready);
    this.createDeployment([...ready, program, secret, ...identity]);
    createDisruptionBudget(this, OBSERVER_NAME, ready);
    this.registerOutputs({});
  }

  private createProgram(ready: readonly pulumi.Resource[]): kubernetes.core.v1.ConfigMap {
    return new kubernetes.core.v1.ConfigMap(
      this.childName("program"),
      {
        metadata: this.metadata(PROGRAM_CONFIG.name),
        data: { [PROGRAM_CONFIG.key]: jobProgram("observer") },
      },
      this.inCluster(...ready),
    );
  }

  private createSecret(ready: readonly pulumi.Resource[]): kubernetes.core.v1.Secret {
    return new kubernetes.core.v1.Secret(
      this.childName("secret"),
      { metadata: this.metadata(OBSERVER_NAME), type: "Opaque", stringData: { ...this.args.secret } },
      this.inCluster(...ready),
    );
  }

  /** The pod's own role, by EKS Pod Identity. */
  private createIdentity(ready: readonly pulumi.Resource[]): pulumi.Resource[] {
    const { context, cluster, sources, databaseInstances } = this.args;
    const { partition, region, accountId } = context;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", OBSERVER_NAME),
        description: "Puts the stack's own metrics",
        assumeRolePolicy: POD_TRUST_POLICY,
        tags: this.tags(),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      this.childName("role-policy"),
      {
        name: "put-metrics",
        role: role.id,
        policy: observerPolicy({
          metricNamespace: metricNamespace(context),
          snapshotBucketArn: pulumi.interpolate`arn:${partition}:s3:::${sources.snapshotBucket}`,
          snapshotKey: sources.snapshotKey,
          databaseArns: databaseInstances.map(
            (id) => pulumi.interpolate`arn:${partition}:rds:${region}:${accountId}:db:${id}`,
          ),
        }),
      },
      { parent: this },
    );
    const serviceAccount = new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: this.metadata(OBSERVER_NAME), automountServiceAccountToken: false },
      this.inCluster(...ready),
    );
    const association = new aws.eks.PodIdentityAssociation(
      this.childName("identity"),
      {
        clusterName: cluster.clusterName,
        namespace: this.namespace,
        serviceAccount: OBSERVER_NAME,
        roleArn: role.arn,
        tags: this.tags(),
      },
      { parent: this, dependsOn: [...cluster.nodesReady, ...ready] },
    );
    return [serviceAccount, policy, association];
  }

  private createDeployment(dependsOn: readonly pulumi.Resource[]): void {
    const { context, sources, valkeyHosts, databaseInstances, secret } = this.args;
    const joined = (values: readonly pulumi.Output<string>[]): pulumi.Output<string> =>
      pulumi.all([...values]).apply((all) => all.join(" "));
    const selectorLabels = this.selectorLabels(OBSERVER_NAME);
    // A hash of random passwords of 40 characters tells nothing of them.
    const secretDigest = pulumi.unsecret(pulumi.jsonStringify(secret).apply(digestOf));
    new kubernetes.apps.v1.Deployment(
      this.childName("deployment"),
      {
        metadata: this.metadata(OBSERVER_NAME),
        spec: {
          replicas: 1,
          selector: { matchLabels: selectorLabels },
          // For a moment two put metrics: none of their statistics minds the same number twice.
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
          revisionHistoryLimit: 3,
          template: {
            metadata: {
              labels: this.podLabels(OBSERVER_NAME),
              annotations: {
                "checksum/program": jobChecksum("observer"),
                "checksum/secret": secretDigest,
              },
            },
            spec: observerPodSpec(
              {
                ...sources,
                region: context.region,
                metricNamespace: metricNamespace(context),
                metrics: customMetrics(PROMISES.thresholds, context.tier, "observer"),
                valkeyHosts: joined(valkeyHosts),
                databaseInstances: joined(databaseInstances),
              },
              selectorLabels,
            ),
          },
        },
      },
      // Credentials are put into a pod when it is made: the association has to be there before.
      this.inCluster(...dependsOn),
    );
  }
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
