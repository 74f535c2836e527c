import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { show, type Problem, type VectorRestore } from "../tiers";
import type { Reached } from "./reached";

/** What S3 answers; a dry run knows of no object. */
interface Listed {
  readonly keys?: readonly string[];
}

/**
 * What is wrong with the run that collections of Qdrant are to be made from, when a restore begins with this `up`; before
 * anything is changed. The job refuses such a run as well, but only once it is there.
 */
export async function begunRunProblems(
  wanted: VectorRestore | undefined,
  reached: Reached | undefined,
): Promise<Problem[]> {
  const bucket = reached?.qdrantSnapshotBucket;
  if (wanted?.phase !== "create" || bucket === undefined) return [];
  if ((reached?.restore.qdrant?.generation ?? 1) >= wanted.generation) return [];
  // The snapshot job writes it last, when all of a run was saved.
  const key = `snapshots/${wanted.run}/complete.json`;
  let listed: Listed;
  try {
    listed = await aws.s3.getObjects({ bucket, prefix: key, maxKeys: 1 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await pulumi.log.warn(
      `Whether the run ${wanted.run} is complete cannot be read, so only the job checks it: ${why}`,
    );
    return [];
  }
  if (listed.keys === undefined || listed.keys.includes(key)) return [];
  return [
    {
      path: "restore.qdrant.run",
      given: show(wanted.run),
      allowed: `a complete run: aws s3 cp s3://${bucket}/snapshots/latest.json - names the last one, aws s3 ls s3://${bucket}/snapshots/ all, of which those with a complete.json are complete`,
    },
  ];
}
