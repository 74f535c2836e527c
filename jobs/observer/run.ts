import { setTimeout as wait } from "node:timers/promises";
import { addressesOf as lookUp, type AddressesOf } from "./addresses";
import { AwsApi, type AwsApiArgs } from "./aws/aws-api";
import { renewedCredentials } from "./aws/credentials";
import { putMetrics } from "./aws/put-metrics";
import { reasonOf } from "./each";
import type { Source } from "./metric";
import { healthServer } from "./health";
import { observe, type Say } from "./observe";
import { readSettings, SettingsError, type Settings } from "./settings";
import { appSource } from "./sources/app";
import { databaseBackupSource, snapshotSource } from "./sources/backups";
import { poolerSource } from "./sources/pooler";
import { qdrantSource } from "./sources/qdrant";
import { valkeySource } from "./sources/valkey";
import { versionSource } from "./sources/versions";

export interface RunArgs {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: Say;
  /** Ends the program when it is aborted. */
  readonly stop: AbortSignal;
  /** Default: once a minute. */
  readonly everyMs?: number;
  /** Default: DNS. */
  readonly addressesOf?: AddressesOf;
  /** @see ValkeyArgs.authority */
  readonly authority?: string;
  /** @see AwsApiArgs.urlOf */
  readonly urlOf?: AwsApiArgs["urlOf"];
}

const MINUTE_MS = 60_000;
/** For each source, and for putting: together shorter than a minute. */
const ANSWER_MS = 15_000;
/** Then another pod may do better, with other credentials or on another node. */
const FAILURES_MAX = 10;

/** Rounds that may be missing before the pod counts as hung. */
const MISSED_MAX = 3;

/** Exit codes of the program. */
export const EXIT = { done: 0, failed: 1, settings: 2 } as const;

function sourcesOf(
  settings: Settings,
  api: AwsApi,
  { addressesOf = lookUp, authority }: Pick<RunArgs, "addressesOf" | "authority">,
): readonly Source[] {
  const nowMs = (): number => Date.now();
  const timeoutMs = ANSWER_MS;
  return [
    poolerSource({
      hosts: settings.POOLER_HOSTS,
      port: settings.POOLER_PORT,
      user: settings.POOLER_USER,
      password: settings.POOLER_PASSWORD,
      timeoutMs,
      addressesOf,
    }),
    qdrantSource({
      urls: settings.QDRANT_URLS,
      apiKey: settings.QDRANT_API_KEY,
      limitBytes: settings.QDRANT_MEMORY_BYTES,
    }),
    valkeySource({
      hosts: settings.VALKEY_HOSTS,
      port: settings.VALKEY_PORT,
      user: settings.VALKEY_USER,
      password: settings.VALKEY_PASSWORD,
      timeoutMs,
      ...(authority === undefined ? {} : { authority }),
      addressesOf,
    }),
    appSource({
      host: settings.APP_HOST,
      port: settings.APP_METRICS_PORT,
      addressesOf,
      nowSeconds: () => Date.now() / 1_000,
    }),
    snapshotSource({ api, nowMs, bucket: settings.SNAPSHOT_BUCKET, key: settings.SNAPSHOT_KEY }),
    databaseBackupSource({ api, nowMs, instances: settings.DATABASE_INSTANCES }),
    versionSource(settings.SUPPORT_ENDS, nowMs),
  ];
}

/**
 * Observes and puts, minute by minute, until it is stopped.
 * @returns its exit code: 0 when it was stopped, 1 when nothing could be put ten times in a row, 2 for wrong settings
 */
export async function run(args: RunArgs): Promise<number> {
  const { environment, say, stop, everyMs = MINUTE_MS, urlOf } = args;
  let settings: Settings;
  try {
    settings = readSettings(environment);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    say(`wrong settings:\n${error.message}`);
    return EXIT.settings;
  }
  const api = new AwsApi({
    region: settings.AWS_REGION,
    credentials: renewedCredentials(environment, () => Date.now()),
    ...(urlOf === undefined ? {} : { urlOf }),
  });
  const sources = sourcesOf(settings, api, args);
  const silent = new Set<string>();
  let failures = 0;
  let lastMs = Date.now();
  const health = healthServer(settings.HEALTH_PORT, () => Date.now() - lastMs < MISSED_MAX * everyMs);
  stop.addEventListener("abort", () => health.close(), { once: true });
  while (!stop.aborted) {
    const startedMs = Date.now();
    const inTime = (): AbortSignal => AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)]);
    const metrics = await observe({ sources, wanted: settings.METRICS, silent, say, signal: inTime() });
    try {
      if (metrics.length > 0)
        await putMetrics(api, settings.METRIC_NAMESPACE, metrics, {
          at: new Date(startedMs),
          signal: inTime(),
        });
      if (failures > 0) say("CloudWatch takes metrics again");
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === 1) say(`CloudWatch took nothing: ${reasonOf(error)}`);
      if (failures === FAILURES_MAX) return EXIT.failed;
    }
    lastMs = Date.now();
    const rest = Math.max(0, startedMs + everyMs - lastMs);
    await wait(rest, undefined, { signal: stop }).catch(() => undefined);
  }
  return EXIT.done;
}
