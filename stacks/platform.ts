import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "../components/app/app";
import { LoadBalancer } from "../components/app/load-balancer";
import { Cluster } from "../components/cluster/cluster";
import { clusterNameOf } from "../components/cluster/cluster-roles";
import { rdsRootCertificates } from "../components/postgres/certificates";
import { PodLogs } from "../components/logs/pod-logs";
import { Postgres } from "../components/postgres/postgres";
import { RestoreDrill } from "../components/postgres/restore-drill";
import { Qdrant } from "../components/qdrant/qdrant";
import { Valkey, VALKEY_OBSERVER } from "../components/valkey/valkey";
import { Cdn } from "../components/cdn/cdn";
import { domainCertificates } from "../components/cdn/domain-certificates";
import { Network } from "../components/network/network";
import { AccountCopies } from "../components/operations/account-copies";
import { Alarms } from "../components/operations/alarms";
import { Canary } from "../components/operations/canary";
import { Dashboard } from "../components/operations/dashboard";
import { CopiesKey } from "../components/operations/copies-key";
import { RealUserMonitoring } from "../components/operations/real-user-monitoring";
import { Observer } from "../components/observer/observer";
import { peerUrls } from "../components/qdrant/names";
import { LATEST_RUN_KEY } from "../components/qdrant/snapshot-script";
import { metricNamespace } from "../components/shared/metric-namespace";
import type { Watched } from "../components/operations/watched";
import { maintenancePlan } from "../components/shared/maintenance";
import {
  arnParts,
  instanceShape,
  supportEnds,
  vaultNameOf,
  type Pilot,
  type Restores,
  type Rotations,
  type StackPosition,
  type TierName,
} from "../tiers";
import { createFoundation, platformContext } from "./foundation";
import type { StackConfig } from "./stack-config";
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
  /** Which instance of each shard serves, where it was restored; the next `up` reads it as well. */
  readonly restore: Restores;
  /** Of a stack that waited for the loss of another region; the next `up` reads it as well. */
  readonly pilot?: Pilot;
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
  /** Every promise as a chart, with the states of the alarms. */
  readonly dashboardUrl: string;
  /** Tag that the application puts first into the head of its pages; null where the tier measures no browsers. */
  readonly rumSnippet: string | null;
  /** What somebody must do before alarms and budgets are heard. */
  readonly beforeAlertsAreHeard: string;
  /** Null where the tier has no firewall. */
  readonly webAclArn: pulumi.Output<string> | null;
  /** `snapshots/latest.json` in it says when the last complete run was. */
  readonly qdrantSnapshotBucket: pulumi.Output<string>;
}

/** Builds the platform of one stack: components in order, each given what the earlier ones made. Holds no sizes. */
export function createPlatform(
  config: StackConfig,
  site: Site,
  appSettings: AppArgs["settings"],
): PlatformOutputs {
  const { region, tier, position, settings, login } = config;
  const context = platformContext(config, site);
  const kubernetes = kubernetesVersion(tier.cluster.kubernetesVersion, site.runningKubernetesVersion);
  const notice = versionNotice(tier.cluster.kubernetesVersion, kubernetes);
  if (notice !== undefined) void pulumi.log.warn(notice);
  const appNodeShape = instanceShape(tier.cluster.appNodeInstanceType);
  if (appNodeShape === undefined)
    throw new Error(`The tier schema let ${tier.cluster.appNodeInstanceType} pass, whose shape is unknown.`);
  const maintenance = maintenancePlan(settings.maintenance);

  const { roles, keyArn, operations } = createFoundation(config, context);
  const copies =
    tier.operations.disasterRecovery === "off" || settings.disasterRecoveryRegion === undefined
      ? null
      : {
          region: settings.disasterRecoveryRegion,
          keyArn: new CopiesKey("copies-key", { context, region: settings.disasterRecoveryRegion }).keyArn,
        };
  const accountCopies =
    settings.backupAccount === undefined
      ? null
      : { ...settings.backupAccount, accountId: arnParts(settings.backupAccount.vaultArn).account };
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
  new PodLogs("pod-logs", { context, cluster, keyArn });
  const rootCertificates = settings.rdsRootCertificates ?? rdsRootCertificates(region);
  const postgres = new Postgres("postgres", {
    context,
    spec: tier.postgres,
    allowMajorVersionUpgrade: settings.allowMajorVersionUpgrade,
    rotation: settings.rotation.postgres,
    restores: settings.restore.postgres,
    pilot: settings.pilot ?? null,
    decommissioned: Object.keys(settings.decommission),
    network,
    cluster,
    keyArn,
    copies,
    alertTopicArn: operations.topicArn,
    rootCertificates,
    windows: maintenance.postgres,
  });
  const backupVaults =
    accountCopies === null
      ? null
      : {
          here: new AccountCopies("account-copies", {
            context,
            account: accountCopies,
            databaseArns: postgres.primaryArns,
            keyArn,
            schedule: maintenance.accountCopies,
          }).vaultName,
          there: vaultNameOf(accountCopies.vaultArn),
        };
  const valkey = new Valkey("valkey", {
    context,
    spec: tier.valkey,
    rotation: settings.rotation.valkey,
    restore: settings.restore.valkey,
    network,
    cluster,
    keyArn,
    windows: maintenance.valkey,
  });
  const qdrant = new Qdrant("qdrant", {
    context,
    spec: tier.qdrant,
    rotation: settings.rotation.qdrant,
    restore: settings.restore.qdrant,
    zones: site.zones,
    cluster,
    keyArn,
    copies,
    accountCopies,
    snapshotSchedule: maintenance.qdrantSnapshots,
  });
  if (tier.operations.restoreDrill === "monthly")
    new RestoreDrill("restore-drill", {
      context,
      spec: tier.postgres,
      cluster,
      databases: postgres.drilled,
      rootCertificates,
      bucket: { name: qdrant.snapshotBucket, arn: qdrant.snapshotBucketArn },
      keyArn,
      schedule: maintenance.restoreDrill,
    });
  const domain = settings.domain ?? null;
  const certificates = domain === null ? null : domainCertificates(context, domain, tier.cdn.originTls);
  const loadBalancer = new LoadBalancer("load-balancer", {
    context,
    network,
    clusterName: cluster.clusterName,
    clusterSecurityGroupId: cluster.securityGroupId,
    hasNext: tier.app.nextReplicas > 0,
    hasDomain: domain !== null,
    certificateArn: certificates?.originArn ?? null,
  });
  const cdn = new Cdn("cdn", {
    context,
    spec: tier.cdn,
    internetGateway: network.internetGateway,
    origin: {
      loadBalancerArn: loadBalancer.arn,
      dnsName: loadBalancer.dnsName,
      isEncrypted: loadBalancer.isEncrypted,
      ready: [loadBalancer.listener],
    },
    domain,
    certificateArn: certificates?.edgeArn ?? null,
    wafExcludedPaths: settings.wafExcludedPaths,
    copies,
    accountCopies,
  });
  const app = new App("app", {
    context,
    spec: tier.app,
    cluster,
    network,
    keyArn,
    image: settings.appImage ?? null,
    nextImage: settings.nextImage ?? null,
    targetGroups: { web: loadBalancer.webTargetGroupArn, next: loadBalancer.nextTargetGroupArn },
    listenerArn: loadBalancer.listener.arn,
    workflowTargetGroupArns: loadBalancer.workflowTargetGroupArns,
    workflowPaths: settings.workflowPaths,
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
  new Observer("observer", {
    context,
    cluster,
    cacheCidrBlocks: network.dataCidrBlocks,
    sources: {
      poolerHosts: postgres.poolerObserver.hosts,
      poolerUser: postgres.poolerObserver.user,
      qdrantUrls: peerUrls(tier.qdrant.peerCount),
      qdrantMemoryMiB: tier.qdrant.memoryMiB,
      valkeyUser: VALKEY_OBSERVER,
      appHost: app.metricsHost,
      snapshotBucket: qdrant.snapshotBucket,
      snapshotKey: LATEST_RUN_KEY,
      supportEnds: supportEnds({
        kubernetes: tier.cluster.kubernetesVersion,
        postgres: tier.postgres.engineVersion,
        valkey: tier.valkey.engineVersion,
      }),
    },
    valkeyHosts: valkey.endpoints,
    databaseInstances: Object.entries(postgres.identifiers).flatMap(([role, id]) =>
      role.endsWith("-primary") ? [id] : [],
    ),
    secret: {
      POOLER_PASSWORD: postgres.poolerObserver.password,
      QDRANT_API_KEY: qdrant.readOnlyApiKey,
      VALKEY_PASSWORD: valkey.observerPassword,
    },
  });
  const clusterName = clusterNameOf(context);
  const { canaryName } = new Canary("canary", {
    context,
    intervalMinutes: tier.operations.canaryIntervalMinutes,
    url: cdn.url,
    paths: settings.canaryPaths,
    tokenSecretArn: settings.canaryTokenSecretArn ?? null,
  });
  const realUsers =
    tier.operations.rumSampleRatePercent === 0
      ? null
      : new RealUserMonitoring("rum", {
          context,
          sampledSessionsPercent: tier.operations.rumSampleRatePercent,
          domainName: cdn.domainName,
          assetBucketName: cdn.assetBucket.name,
        });
  const watched: Watched = {
    metricNamespace: metricNamespace(context),
    loadBalancer: loadBalancer.arnSuffix,
    targetGroups: loadBalancer.targetGroupSuffixes,
    clusterName,
    databases: postgres.identifiers,
    caches: valkey.groupIds,
    queueNames: app.queueNames,
    distributionId: cdn.distributionId,
    canaryName,
    certificateArn: certificates?.edgeArn ?? null,
    originCertificateArn: certificates?.ownOriginArn ?? null,
    backupVaults,
    natInstanceId: network.natInstanceId,
    natGatewayIds: network.natGatewayIds,
  };
  const { topicArn, edgeTopicArn } = operations;
  new Alarms("alarms", {
    context,
    tier,
    topicArn,
    edgeTopicArn,
    maintenance: settings.maintenance,
    watched,
  });
  const dashboard = new Dashboard("dashboard", { context, tier, watched });
  return {
    url: cdn.url,
    tier: position.tier,
    phase: position.phase ?? null,
    rotation: settings.rotation,
    restore: settings.restore,
    ...(settings.pilot === undefined ? {} : { pilot: settings.pilot }),
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
    alertTopicArn: topicArn,
    dashboardUrl: dashboard.url,
    rumSnippet: realUsers?.snippet ?? null,
    beforeAlertsAreHeard: beforeAlertsAreHeard(settings.alertEmail),
    webAclArn: cdn.webAclArn,
    qdrantSnapshotBucket: qdrant.snapshotBucket,
  };
}
