import { z } from "zod";
import { workloadOf } from "../load/workload";
import { TIER_NAMES, type TierSpec } from "../../tiers";

/** How a backup is tried out by hand. */
export const drillSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    stack: z.string().optional(),
    tier: z.enum(TIER_NAMES),
    minutesMin: z.number().min(0).describe("Restoring, reading and removing; estimates"),
    minutesMax: z.number().min(0),
    commands: z.array(z.string()),
    checks: z.array(z.strictObject({ command: z.string(), expected: z.string() })),
  })
  .meta({ id: "Drill", title: "How a backup is tried out", description: "Printed by `scale drill --json`" });
export type Drill = z.infer<typeof drillSchema>;

/** Minutes until an instance made from a snapshot answers, and until it is gone again; estimates (kinds/rds/instance.ts). */
const RDS_MINUTES = { min: 15, max: 75 };
/** A volume that is made from a snapshot is filled from S3 as it is read; estimates. */
const READ_MIB_PER_SECOND = { slow: 25, fast: 150 };

const IN_NAMESPACE = "kubectl --namespace postgres";
const JOB = "restore-drill-now";

/** The commands that hold a drill now, whenever the last one was. */
export function drillNow(spec: TierSpec, stack?: string): Drill {
  const mib = (workloadOf(spec.users).postgresGiB / spec.postgres.shardCount) * 1024;
  const minutes = (speed: number): number => Math.ceil(mib / speed / 60);
  return {
    schemaVersion: 1,
    ...(stack === undefined ? {} : { stack }),
    tier: spec.name,
    minutesMin: RDS_MINUTES.min + minutes(READ_MIB_PER_SECOND.fast),
    minutesMax: RDS_MINUTES.max + minutes(READ_MIB_PER_SECOND.slow),
    commands: [
      `${IN_NAMESPACE} delete job ${JOB} --ignore-not-found`,
      `${IN_NAMESPACE} create job ${JOB} --from=cronjob/restore-drill --dry-run=client -o yaml | kubectl set env --local -f - EVERY_DAYS=0 -o yaml | kubectl apply -f -`,
      `${IN_NAMESPACE} logs --follow --pod-running-timeout=5m job/${JOB}`,
    ],
    checks: [
      { command: `${IN_NAMESPACE} logs job/${JOB} | tail -n 1`, expected: "succeeded: … restored and read" },
      {
        command: 'aws s3 cp "s3://$(pulumi stack output qdrantSnapshotBucket)/drills/last.json" -',
        expected: '"succeeded":true, with the snapshot, its tables and rows, and the minutes it took',
      },
    ],
  };
}
