import { EXIT, run } from "../../jobs/qdrant-restore/run";
import type { Rehearsal } from "../../rehearsal/rehearsal";
import { processEnvironmentAt } from "./container-environment";
import { API_KEY, type QdrantStandIn } from "./qdrant-restore-stand-in";

/** What the job of a stack that restores Qdrant's collections does, with the variables that the stack gives it. @returns its result */
export async function runRestoreJob({ world }: Rehearsal, qdrant: QdrantStandIn): Promise<string[]> {
  const job = world.named("kubernetes:batch/v1:Job", "qdrant-restore-job");
  const written: string[] = [];
  const said: string[] = [];
  let passed = 0;
  const code = await run({
    environment: {
      ...processEnvironmentAt(job.inputs, "spec.template.spec"),
      QDRANT_URL: qdrant.url,
      QDRANT_API_KEY: API_KEY,
      SNAPSHOT_URL: qdrant.bucketUrl,
      AWS_REGION: "eu-central-1",
    },
    clock: { now: () => (passed += 1_000), sleep: () => Promise.resolve() },
    credentials: () => Promise.resolve({ accessKeyId: "test", secretAccessKey: "t", sessionToken: "t" }),
    write: (line) => written.push(line),
    say: (line) => said.push(line),
    urlOfPeer: qdrant.urlOfPeer,
  });
  if (code !== EXIT.done) throw new Error(said.join("\n"));
  return written;
}
