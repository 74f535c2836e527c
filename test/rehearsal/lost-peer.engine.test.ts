import { EXIT, run } from "../../jobs/qdrant-rebalance/run";
import { at, listOf, recordOf } from "../../models/manifest/values";
import type { Rehearsal } from "../../rehearsal/rehearsal";
import { tierNamed } from "../../tiers";
import { processEnvironmentAt } from "../support/container-environment";
import { beginFresh } from "../support/fresh-stack";
import { API_KEY, QdrantCluster } from "../support/qdrant-cluster";
import { ranWell } from "../support/rehearsal";
import { orphanIds } from "../support/restored-stack";
import { guarded } from "../support/stack-contents";

const CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";
const SET = "kubernetes:apps/v1:StatefulSet";
const PEER = 2;
const NAME = `qdrant-storage-${PEER}`;

jest.setTimeout(900_000);

// What the job does with each answer of Qdrant is in test/jobs/qdrant-rebalance/run.test.ts.
describe.each(["500"] as const)("the volume of a Qdrant peer is gone at tier %s", (tier) => {
  const { peerCount, shardCount, replicationFactor, volumeGiB } = tierNamed(tier).qdrant;
  let rehearsal: Rehearsal;
  let qdrant: QdrantCluster;
  let guardedBefore: Readonly<Record<string, string>>;
  let orphansBefore: readonly string[];

  const claimNow = () => rehearsal.world.named(CLAIM, NAME);
  const sizeNow = (): unknown => at(claimNow().inputs, "spec.resources.requests.storage");

  /** Runs the job of the stack's CronJob with the two variables that the page sets. */
  async function replace(): Promise<{ readonly code: number; readonly written: readonly string[] }> {
    const template = rehearsal.world.named("kubernetes:batch/v1:CronJob", "qdrant-rebalance-cron-job");
    const written: string[] = [];
    let passed = 0;
    const code = await run({
      environment: {
        ...processEnvironmentAt(template.inputs, "spec.jobTemplate.spec.template.spec"),
        QDRANT_URL: qdrant.url,
        QDRANT_API_KEY: API_KEY,
        POLL_SECONDS: "20",
        MODE: "replace",
        REPLACE_PEER: String(PEER),
      },
      clock: {
        now: () => passed,
        sleep: (milliseconds) => {
          passed += milliseconds;
          qdrant.advance(milliseconds);
          return Promise.resolve();
        },
      },
      write: (line) => written.push(line),
      say: () => undefined,
      urlOfPeer: qdrant.urlOfPeer,
    });
    return { code, written };
  }

  beforeAll(async () => {
    rehearsal = await beginFresh(tier);
    const copies = Array.from({ length: shardCount }, (_, shard) =>
      Array.from({ length: replicationFactor }, (__, copy) => (shard + copy) % peerCount),
    );
    qdrant = await QdrantCluster.start({
      peers: peerCount,
      collections: { documents: copies },
      replicationFactor,
    });
    guardedBefore = await guarded(rehearsal);
    orphansBefore = await orphanIds(rehearsal);
    // The page's commands delete claim and pod; the StatefulSet makes another claim of its template, and the pod restarts.
    const [template] = listOf(
      at(
        rehearsal.world.ofType(SET).find(({ name }) => name.startsWith("qdrant"))?.inputs ?? {},
        "spec.volumeClaimTemplates",
      ),
    );
    rehearsal.world.drift(CLAIM, NAME, { spec: recordOf(recordOf(template)["spec"]) });
    qdrant.loseVolume(PEER);
  });
  afterAll(async () => {
    await qdrant.stop();
    await rehearsal.end();
  });

  test("the job that is cut off by Qdrant in the middle is started again, and every shard has its copies", async () => {
    qdrant.fault(/replicate_shard/, { status: 500, error: "Service internal error" }, 3);
    expect((await replace()).code).not.toBe(EXIT.done);
    const { code, written } = await replace();
    expect(written).toEqual([
      `replaced: qdrant-${PEER} is a member, none was removed; ${peerCount} peers hold ${shardCount * replicationFactor} copies of ${shardCount} shards`,
    ]);
    expect(code).toBe(EXIT.done);
    expect(qdrant.counts()).toEqual(
      Array.from({ length: peerCount }, () => (shardCount * replicationFactor) / peerCount),
    );
    expect(Math.min(...qdrant.fewestActive.values())).toBe(1);
  });

  test("a refresh and an `up` take the new claim over and let its volume grow, and replace nothing", async () => {
    expect(sizeNow()).toBe("10Gi");
    expect(ranWell(await rehearsal.refresh()).steps.map(({ name }) => name)).toEqual([NAME]);
    const { steps } = ranWell(await rehearsal.up());
    expect(steps.map(({ operation, name }) => `${operation} ${name}`)).toEqual([`update ${NAME}`]);
    expect(sizeNow()).toBe(`${volumeGiB}Gi`);
    expect(ranWell(await rehearsal.up()).steps).toEqual([]);
    expect(await guarded(rehearsal)).toEqual(guardedBefore);
    expect(await orphanIds(rehearsal)).toEqual(orphansBefore);
  });

  test("a refresh in between, when the claim is not there yet, makes the `up` refuse what the StatefulSet has made", async () => {
    const claim = claimNow();
    rehearsal.world.lose(CLAIM, NAME);
    expect(
      ranWell(await rehearsal.refresh()).steps.map(({ operation, name }) => `${operation} ${name}`),
    ).toEqual([`delete ${NAME}`]);
    rehearsal.world.bringBack(claim);
    expect((await rehearsal.up()).failure).toContain("already exists");
  });
});
