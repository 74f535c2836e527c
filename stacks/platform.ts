import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "../components/app/app";
import { LoadBalancer } from "../components/app/load-balancer";
import { Cluster } from "../components/cluster/cluster";
import { ClusterRoles, clusterNameOf } from "../components/cluster/cluster-roles";
import { Postgres } from "../components/postgres/postgres";
import { Qdrant } from "../components/qdrant/qdrant";
import { Valkey } from "../components/valkey/valkey";
import { Cdn } from "../components/cdn/cdn";
import { Network } from "../components/network/network";
import { EncryptionKey } from "../components/operations/encryption-key";
import { Operations } from "../components/operations/operations";
import type { PlatformContext } from "../components/shared/context";
import { maintenancePlan } from "../components/shared/maintenance";
import { instanceShape, type Rotations, type StackPosition, type TierName } from "../tiers";
import { nameParts, type StackConfig } from "./stack-config";
import { loginOptions } from "./cluster-login";
import { beforeAlertsAreHeard } from "./alerts-notice";
import { kubernetesVersion, versionNotice } from "./kubernetes-version";
import type { Site } from "./site";

/** What `pulumi stack output` shows. */
export interface PlatformOutputs {
  /** Where the product answers. */
  readonly url: pulumi.Output<string>;
  readonly tier: TierName;
  /** Of the step between tiers that the stack is on; null when it is all of its tier. The next `up` reads both. */
  readonly phase: StackPosition["phase"];
  /** Of passwords and keys; the next `up` reads it as well. */
  readonly rotation: Rotations;
  readonly region: string;
  /** Names that are in every other name; the next `up` reads them as well: they are fixed for the life of the stack. */
  readonly project: string;
  readonly stack: string;
  readonly environment: string;
  /** Pin these as `zoneIds` in the stack's configuration. */
  readonly zoneIds: readonly string[];
  readonly clusterName: string;
  /** Gives `kubectl` access to the cluster. */
  readonly kubeconfigCommand: string;
  readonly assetBucket: pulumi.Output<string>;
  /** Identifiers in RDS, which the commands of a tier step name. */
  readonly postgresPrimaries: pulumi.Output<string[]>;
  readonly postgresReplicas: pulumi.Output<string[]>;
  /** The user of the caches in ElastiCache, which the commands of a rotation name. */
  readonly valkeyUserId: pulumi.Output<string>;
  readonly alertTopicArn: pulumi.Output<string>;
  /** What somebody must do before alarms and budgets are heard. */
  readonly beforeAlertsAreHeard: string;
  /** Null where the tier has no firewall. */
  readonly webAclArn: pulumi.Output<string> | null;
  /** `snapshots/latest.json` in it says when the last complete run was. */
  readonly qdrantSnapshotBucket: pulumi.Output<string>;
}

/** Builds the platform of one stack: components in order, each given what the earlier ones made. Holds no sizes. */
export function createPlatform(
  { project, stack, region, tier, position, settings, login }: StackConfig,
  site: Site,
  appSettings: AppArgs["settings"],
): PlatformOutputs {
  const context: PlatformContext = {
    ...nameParts({ project, stack, settings }),
    region,
    accountId: site.accountId,
    partition: site.partition,
    tier: tier.name,
    monthlyBudgetUsd: tier.monthlyBudgetUsd,
    logRetentionDays: tier.operations.logRetentionDays,
    allowDataDestruction: settings.allowDataDestruction,
  };
  const kubernetes = kubernetesVersion(tier.cluster.kubernetesVersion, site.runningKubernetesVersion);
  const notice = versionNotice(tier.cluster.kubernetesVersion, kubernetes);
  if (notice !== undefined) void pulumi.log.warn(notice);
  const appNodeShape = instanceShape(tier.cluster.appNodeInstanceType);
  if (appNodeShape === undefined)
    throw new Error(`The tier schema let ${tier.cluster.appNodeInstanceType} pass, whose shape is unknown.`);
  const maintenance = maintenancePlan(settings.maintenance);

  const roles = new ClusterRoles("cluster-roles", { context });
  const { keyArn } = new EncryptionKey("encryption-key", { context, clusterRoleArn: roles.clusterRole.arn });
  const operations = new Operations("operations", {
    context,
    budgetLinesUsd: tier.budgetLinesUsd,
    keyArn,
    alertEmail: settings.alertEmail,
    budgetOwner: settings.budgetOwner ?? settings.alertEmail,
    costAnomaly: settings.costAnomaly ?? null,
    activateCostTags: settings.activateCostTags,
  });
  const network = new Network("network", {
    context,
    zones: site.zones,
    spec: tier.network,
    nat: { generation: settings.natGeneration, alertTopicArn: operations.topicArn },
  });
  const cluster = new Cluster("cluster", {
    context,
    spec: tier.cluster,
    kubernetes,
    appNodeShape,
    qdrant: tier.qdrant,
    zones: site.zones,
    network,
    roles,
    keyArn,
    access: {
      deployerRoleArns: settings.deployerRoleArns,
      publicAccessCidrs: settings.publicAccessCidrs,
      privateOnly: settings.clusterApi === "private",
      login,
    },
    maintenance: maintenance.nodes,
  });
  const postgres = new Postgres("postgres", {
    context,
    spec: tier.postgres,
    allowMajorVersionUpgrade: settings.allowMajorVersionUpgrade,
    rotation: settings.rotation.postgres,
    decommissioned: Object.keys(settings.decommission),
    network,
    cluster,
    keyArn,
    alertTopicArn: operations.topicArn,
    windows: maintenance.postgres,
  });
  const valkey = new Valkey("valkey", {
    context,
    spec: tier.valkey,
    rotation: settings.rotation.valkey,
    network,
    cluster,
    keyArn,
    windows: maintenance.valkey,
  });
  const qdrant = new Qdrant("qdrant", {
    context,
    spec: tier.qdrant,
    rotation: settings.rotation.qdrant,
    zones: site.zones,
    cluster,
    keyArn,
    snapshotSchedule: maintenance.qdrantSnapshots,
  });
  const loadBalancer = new LoadBalancer("load-balancer", {
    context,
    network,
    clusterName: cluster.clusterName,
    clusterSecurityGroupId: cluster.securityGroupId,
    hasNext: tier.app.nextReplicas > 0,
  });
  const cdn = new Cdn("cdn", {
    context,
    spec: tier.cdn,
    internetGateway: network.internetGateway,
    origin: {
      loadBalancerArn: loadBalancer.arn,
      dnsName: loadBalancer.dnsName,
      ready: [loadBalancer.listener],
    },
    domain: settings.domain ?? null,
    wafExcludedPaths: settings.wafExcludedPaths,
  });
  new App("app", {
    context,
    spec: tier.app,
    cluster,
    network,
    keyArn,
    image: settings.appImage ?? null,
    nextImage: settings.nextImage ?? null,
    targetGroups: { web: loadBalancer.webTargetGroupArn, next: loadBalancer.nextTargetGroupArn },
    listenerArn: loadBalancer.listener.arn,
    // Without an image of its own it would be a canary of nothing.
    nextTrafficPercent: settings.nextImage === undefined ? 0 : tier.app.nextTrafficPercent,
    assetBucket: cdn.assetBucket,
    settings: appSettings,
    migration:
      settings.appMigration === undefined
        ? null
        : { command: settings.appMigration, timeoutMinutes: settings.appMigrationTimeoutMinutes },
    dataReady: [...postgres.ready, ...qdrant.ready],
    contract: {
      databaseUrl: postgres.writeUrl,
      databaseReadUrl: postgres.readUrl,
      databaseReadOnlyUrl: postgres.readOnlyUrl,
      databaseShards: postgres.shardUrls,
      sessionValkeyUrl: valkey.sessionUrl,
      cacheValkeyUrl: valkey.cacheUrl,
      embeddingCacheValkeyUrl: valkey.embeddingUrl,
      qdrantUrl: qdrant.url,
      qdrantApiKey: qdrant.apiKey,
      qdrantShardCount: tier.qdrant.shardCount,
      qdrantReplicationFactor: tier.qdrant.replicationFactor,
      assetBaseUrl: cdn.assetBaseUrl,
    },
    migrationContract: {
      DATABASE_MIGRATION_URL: postgres.migrationUrl,
      DATABASE_MIGRATION_SHARDS: postgres.shardMigrationUrls,
    },
  });
  const clusterName = clusterNameOf(context);
  return {
    url: cdn.url,
    tier: position.tier,
    phase: position.phase ?? null,
    rotation: settings.rotation,
    region,
    project: context.project,
    stack: context.stack,
    environment: context.environment,
    zoneIds: site.zones.map(({ id }) => id),
    clusterName,
    kubeconfigCommand: `aws eks update-kubeconfig --region ${region} --name ${clusterName}${loginOptions(login)}`,
    assetBucket: cdn.assetBucket.name,
    postgresPrimaries: postgres.primaryIdentifiers,
    postgresReplicas: postgres.replicaIdentifiers,
    valkeyUserId: valkey.userId,
    alertTopicArn: operations.topicArn,
    beforeAlertsAreHeard: beforeAlertsAreHeard(settings.alertEmail),
    webAclArn: cdn.webAclArn,
    qdrantSnapshotBucket: qdrant.snapshotBucket,
  };
}
