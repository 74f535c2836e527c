import { textsOf } from "../../shared/xml";
import type { AwsApi } from "../aws/aws-api";
import { answersOf } from "../each";
import { largest, metric, type Source } from "../metric";

const HOUR_MS = 3_600_000;
/** Ages are judged in hours, and each question costs. */
const ASK_EVERY_MS = 15 * 60_000;

const timesIn = (xml: string, element: string): number[] =>
  textsOf(xml, element).flatMap((text) => {
    const time = Date.parse(text);
    return Number.isNaN(time) ? [] : [time];
  });

/** Asks seldom, and tells the age of what it found each time. What failed is asked again the next time. */
function seldom(
  ask: (signal: AbortSignal) => Promise<number | undefined>,
  nowMs: () => number,
): (signal: AbortSignal) => Promise<number | undefined> {
  let known: { readonly atMs: number; readonly foundMs: number | undefined } | undefined;
  return async (signal) => {
    if (known === undefined || nowMs() - known.atMs >= ASK_EVERY_MS)
      known = { atMs: nowMs(), foundMs: await ask(signal) };
    return known.foundMs === undefined ? undefined : Math.max(0, nowMs() - known.foundMs) / HOUR_MS;
  };
}

export interface BackupArgs {
  readonly api: AwsApi;
  readonly nowMs: () => number;
}

/**
 * Age of Qdrant's last complete run of snapshots: of the object that each writes at its end. The list tells the time, so that
 * this pod needs no right to read what is in the bucket. No object, no age.
 */
export function snapshotSource({
  api,
  nowMs,
  bucket,
  key,
}: BackupArgs & { readonly bucket: string; readonly key: string }): Source {
  const ask = async (signal: AbortSignal): Promise<number | undefined> => {
    const query = new URLSearchParams({ "list-type": "2", "max-keys": "1", prefix: key });
    const xml = await api.get("s3", `/${bucket}?${query.toString()}`, signal);
    return textsOf(xml, "Key")[0] === key ? timesIn(xml, "LastModified")[0] : undefined;
  };
  const age = seldom(ask, nowMs);
  return {
    name: "snapshots",
    gives: ["QdrantSnapshotAgeHours"],
    read: async (signal) => metric("QdrantSnapshotAgeHours", "None", await age(signal)),
  };
}

/**
 * Age of the last moment to which RDS can restore, of the primary that is worst off. RDS gives none where backups are off. A
 * primary that cannot be asked makes it unknown: the others say nothing of it.
 */
export function databaseBackupSource({
  api,
  nowMs,
  instances,
}: BackupArgs & { readonly instances: readonly string[] }): Source {
  const ask = async (signal: AbortSignal): Promise<number | undefined> => {
    const found = await answersOf(instances, async (instance) => {
      const parameters = {
        Action: "DescribeDBInstances",
        Version: "2014-10-31",
        DBInstanceIdentifier: instance,
      };
      return timesIn(await api.action("rds", parameters, signal), "LatestRestorableTime")[0];
    });
    const times = [...found.values()].flatMap((time) => time ?? []);
    const oldest = largest(times.map((time) => -time));
    return times.length < instances.length || oldest === undefined ? undefined : -oldest;
  };
  const age = seldom(ask, nowMs);
  return {
    name: "RDS",
    gives: ["DatabaseBackupAgeHours"],
    read: async (signal) => metric("DatabaseBackupAgeHours", "None", await age(signal)),
  };
}
