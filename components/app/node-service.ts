import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { deploymentMinutes, rolloutTimeout } from "../../kinds/kubernetes/apps/rollout";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { createDisruptionBudget } from "../shared/disruption-budget";
import { PORTS } from "../shared/references";
import { POD_TRUST_POLICY } from "../shared/trust-policy";
import { autoscalerSpec, type AutoscaledScale, type Scale } from "./autoscaler-spec";
import { podEnvironment } from "./environment-sources";
import type { AppliedSettings } from "./own-settings";
import { podSpec, STARTUP_PERIOD_SECONDS } from "./pod-spec";
import { MIN_READY_SECONDS } from "./traffic";

export interface NodeServiceArgs extends ClusterComponentArgs {
  /** The namespace. */
  readonly ready: readonly pulumi.Resource[];
  /** Name of the Kubernetes objects and value of the pods' name label. */
  readonly workload: string;
  readonly image: string;
  readonly role: "web" | "worker";
  readonly scale: Scale;
  readonly cpuRequestMillicores: number;
  /** Request and limit. */
  readonly memoryMiB: number;
  /** Target group the pods join; null for pods that nobody calls. */
  readonly targetGroupArn: pulumi.Output<string> | null;
  /** Further ones by what they measure; only of pods that have the first. */
  readonly moreTargetGroupArns: Readonly<Record<string, pulumi.Output<string>>>;
  /** ConfigMap of the built-in application; null for an image that brings its own. */
  readonly placeholderConfigMapName: pulumi.Output<string> | null;
  readonly contractConfigMapName: pulumi.Output<string>;
  readonly contractSecretName: pulumi.Output<string>;
  /** Changes with everything in the contract that pods read only at their start; a new value restarts them one by one. */
  readonly configurationDigest: pulumi.Input<string>;
  /** What the product has of its own; a new value restarts the pods too. */
  readonly settings: AppliedSettings;
  /** What must have succeeded before a pod is replaced. */
  readonly rolloutAfter: readonly pulumi.Resource[];
  readonly assetBucketName: pulumi.Output<string>;
  /** IAM policy document of the pods. */
  readonly policy: pulumi.Output<string>;
}

/**
 * A stateless Node.js workload: identity, pods, their disruption budget and autoscaler, and
 * their way into a target group.
 */
export class NodeService extends ClusterComponent {
  /** What must be there before requests are sent to it: its pods and their way into the target group. */
  readonly ready: readonly pulumi.Resource[];
  private readonly deployment: kubernetes.apps.v1.Deployment;

  constructor(
    name: string,
    private readonly args: NodeServiceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("NodeService", name, args, "app", opts);
    const serviceAccount = this.createServiceAccount();
    const identity = this.createIdentity(serviceAccount);
    this.deployment = this.createDeployment(serviceAccount, identity);
    createDisruptionBudget(this, args.workload, args.ready);
    if (args.scale.kind === "autoscaled") this.createAutoscaler(args.scale);
    const joined = args.targetGroupArn === null ? [] : this.joinTargetGroups(args.targetGroupArn);
    this.ready = [this.deployment, ...joined];

    this.registerOutputs({ deployment: this.deployment.metadata.name });
  }

  private createServiceAccount(): kubernetes.core.v1.ServiceAccount {
    return new kubernetes.core.v1.ServiceAccount(
      this.childName("service-account"),
      { metadata: this.metadata(this.args.workload), automountServiceAccountToken: false },
      this.inCluster(...this.args.ready),
    );
  }

  private createIdentity(serviceAccount: kubernetes.core.v1.ServiceAccount): aws.eks.PodIdentityAssociation {
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", `app-${this.args.workload}`),
        description: `Pods of the workload ${this.args.workload}`,
        assumeRolePolicy: POD_TRUST_POLICY,
        tags: this.tags(),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      this.childName("policy"),
      { role: role.name, policy: this.args.policy },
      { parent: this },
    );
    return new aws.eks.PodIdentityAssociation(
      this.childName("identity"),
      {
        clusterName: this.cluster.clusterName,
        namespace: this.namespace,
        serviceAccount: serviceAccount.metadata.name,
        roleArn: role.arn,
        tags: this.tags(),
      },
      { parent: this, dependsOn: [policy, ...this.cluster.nodesReady, ...this.args.ready] },
    );
  }

  private createDeployment(
    serviceAccount: kubernetes.core.v1.ServiceAccount,
    identity: aws.eks.PodIdentityAssociation,
  ): kubernetes.apps.v1.Deployment {
    const { args } = this;
    const { scale, settings } = args;
    const labels = this.selectorLabels(args.workload);
    const timeout = rolloutTimeout(
      deploymentMinutes({
        pods:
          scale.kind === "fixed"
            ? { min: scale.replicas, max: scale.replicas }
            : { min: scale.min, max: scale.max },
        surge: 1,
        minReadySeconds: MIN_READY_SECONDS,
        probePeriodSeconds: STARTUP_PERIOD_SECONDS,
      }),
    );
    return new kubernetes.apps.v1.Deployment(
      this.childName("deployment"),
      {
        metadata: this.metadata(this.args.workload),
        spec: {
          // An autoscaler owns the number: a value here would be put back at every `up`.
          ...(scale.kind === "fixed" ? { replicas: scale.replicas } : {}),
          selector: { matchLabels: labels },
          strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
          minReadySeconds: MIN_READY_SECONDS,
          revisionHistoryLimit: 3,
          progressDeadlineSeconds: 900,
          template: {
            metadata: {
              labels: this.podLabels(args.workload),
              annotations: {
                "scaling-tiers/configuration-digest": args.configurationDigest,
                ...(settings.digest === null ? {} : { "scaling-tiers/settings-digest": settings.digest }),
              },
            },
            spec: podSpec({
              selectorLabels: labels,
              serviceAccountName: serviceAccount.metadata.name,
              image: args.image,
              cpuRequestMillicores: args.cpuRequestMillicores,
              memoryMiB: args.memoryMiB,
              replicasMin: scale.kind === "fixed" ? scale.replicas : scale.min,
              behindLoadBalancer: args.targetGroupArn !== null,
              placeholderConfigMapName: args.placeholderConfigMapName,
              sources: {
                contractConfigMapName: args.contractConfigMapName,
                contractSecretName: args.contractSecretName,
                migrationSecretName: null,
                settings,
                environment: podEnvironment(args.role, {
                  region: args.context.region,
                  assetBucketName: args.assetBucketName,
                }),
              },
            }),
          },
        },
      },
      // Credentials are put into a pod when it is made: the association has to be there before the first one.
      {
        ...this.inCluster(...args.ready, ...args.rolloutAfter, identity),
        customTimeouts: { create: timeout, update: timeout },
      },
    );
  }

  private createAutoscaler(scale: AutoscaledScale): void {
    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      this.childName("autoscaler"),
      {
        metadata: this.metadata(this.args.workload),
        spec: autoscalerSpec(scale, this.deployment.metadata.name),
      },
      this.inCluster(...this.args.ready, ...this.cluster.metricsReady),
    );
  }

  private joinTargetGroups(targetGroupArn: pulumi.Output<string>): pulumi.Resource[] {
    const service = new kubernetes.core.v1.Service(
      this.childName("service"),
      {
        metadata: this.metadata(this.args.workload),
        spec: {
          type: "ClusterIP",
          selector: this.selectorLabels(this.args.workload),
          ports: [{ name: "http", port: PORTS.web, targetPort: "http", protocol: "TCP" }],
        },
      },
      // A Service counts as created once it has endpoints, so the pods come first.
      this.inCluster(...this.args.ready, this.deployment),
    );
    const { workload, moreTargetGroupArns } = this.args;
    return [
      this.bind(service, "target-group-binding", workload, targetGroupArn),
      ...Object.entries(moreTargetGroupArns).map(([role, arn]) =>
        this.bind(service, `${role}-target-group-binding`, `${workload}-${role}`, arn),
      ),
    ];
  }

  private bind(
    service: kubernetes.core.v1.Service,
    role: string,
    name: string,
    targetGroupARN: pulumi.Output<string>,
  ): pulumi.Resource {
    return new kubernetes.apiextensions.CustomResource(
      this.childName(role),
      {
        apiVersion: "eks.amazonaws.com/v1",
        kind: "TargetGroupBinding",
        metadata: this.metadata(name),
        spec: {
          serviceRef: { name: service.metadata.name, port: PORTS.web },
          targetGroupARN,
          targetType: "ip",
        },
      },
      // A changed release has rolled out before what waits for the binding goes on.
      this.inCluster(...this.args.ready, service),
    );
  }
}
