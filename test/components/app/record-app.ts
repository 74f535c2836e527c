import * as pulumi from "@pulumi/pulumi";
import { App, type AppArgs } from "../../../components/app/app";
import { tierNamed, type TierName } from "../../../tiers";
import { contextOf, recordResources } from "../../support/record";
import { clusterReference, networkReference } from "../../support/references";

/** What a test gives otherwise than a stack without an image does. */
export interface Given {
  readonly image?: string | null;
  readonly nextImage?: string | null;
  readonly nextTrafficPercent?: number;
  readonly settings?: Partial<AppArgs["settings"]>;
  readonly migration?: AppArgs["migration"];
}

export const NO_SETTINGS = { environment: {}, secrets: {} };

/** In every password. */
export const SECRET = "hunter2-hunter2";

/** The application of a tier, under mocks. */
export const recordApp = (
  tier: TierName,
  { image = null, nextImage = null, nextTrafficPercent = 0, settings = {}, migration = null }: Given = {},
  password = SECRET,
) =>
  recordResources(() => {
    const { app, qdrant } = tierNamed(tier);
    const url = (scheme: string, host: string) => pulumi.secret(`${scheme}://app:${password}@${host}`);
    new App("app", {
      context: contextOf(tier),
      spec: app,
      cluster: clusterReference(),
      network: networkReference(),
      keyArn: pulumi.output("arn:aws:kms:us-east-1:123456789012:key/platform"),
      image,
      nextImage,
      targetGroups: {
        web: pulumi.output("arn:web"),
        next: app.nextReplicas > 0 ? pulumi.output("arn:next") : null,
      },
      workflowTargetGroupArns: {
        content: pulumi.output("arn:content"),
        social: pulumi.output("arn:social"),
      },
      workflowPaths: { content: ["/api/content/*"], social: ["/api/social/*"] },
      settings: {
        web: NO_SETTINGS,
        next: NO_SETTINGS,
        worker: NO_SETTINGS,
        migration: NO_SETTINGS,
        ...settings,
      },
      migration,
      listenerArn: pulumi.output("arn:listener"),
      nextTrafficPercent,
      dataReady: [new pulumi.ComponentResource("test:Peers", "peers")],
      assetBucket: {
        name: pulumi.output("assets-bucket"),
        arn: pulumi.output("arn:aws:s3:::assets-bucket"),
      },
      contract: {
        databaseUrl: url("postgresql", "postgres-rw.postgres:6432/app"),
        databaseReadUrl: url("postgresql", "postgres-ro.postgres:6432/app"),
        databaseReadOnlyUrl: url("postgresql", "postgres-ro.postgres:6432/read-only"),
        databaseShards: url("postgresql", "shards"),
        sessionValkeyUrl: url("rediss", "sessions:6379"),
        cacheValkeyUrl: url("rediss", "cache:6379"),
        embeddingCacheValkeyUrl: url("rediss", "embeddings:6379"),
        qdrantUrl: "http://qdrant.qdrant:6333",
        qdrantApiKey: pulumi.secret(password),
        qdrantShardCount: qdrant.shardCount,
        qdrantReplicationFactor: qdrant.replicationFactor,
        assetBaseUrl: pulumi.output("https://cdn.example.com/assets"),
      },
      migrationContract: {
        DATABASE_MIGRATION_URL: url("postgresql", "postgres-rw.postgres:6432/migration"),
        DATABASE_MIGRATION_SHARDS: url("postgresql", "migration-shards"),
      },
    });
  });
