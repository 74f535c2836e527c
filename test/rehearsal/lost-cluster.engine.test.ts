import type { Rehearsal } from "../../rehearsal/rehearsal";
import type { WorldObject } from "../../rehearsal/world";
import { PROJECT } from "../../stacks/dry-run-config";
import { tierNamed, type VectorRestore } from "../../tiers";
import { cutOff, expectCutOffRuns } from "../support/cut-off-runs";
import { beginFresh } from "../support/fresh-stack";
import { QdrantStandIn, RUN } from "../support/qdrant-restore-stand-in";
import { ranWell } from "../support/rehearsal";
import { identifierOf, writesTo } from "../support/restore-walk";
import { orphanIds } from "../support/restored-stack";
import { runRestoreJob } from "../support/run-restore-job";
import { casesOf } from "../support/seed";

const CLUSTER = "aws:eks/cluster:Cluster";
const UNREACHABLE = "PULUMI_K8S_DELETE_UNREACHABLE";
const SHARD = "shard-0";

jest.setTimeout(900_000);
expectCutOffRuns();

const isOfCluster = ({ type }: Pick<WorldObject, "type">): boolean =>
  type.startsWith("kubernetes:") || type.startsWith("aws:eks/");

describe.each(casesOf("lost clusters", ["100", "500"] as const, 1, 1))(
  "the cluster of tier %s is gone with everything in it",
  (tier) => {
    let rehearsal: Rehearsal;
    let former: WorldObject;
    let inCluster: readonly string[];
    let outside: Readonly<Record<string, string>>;
    let orphansBefore: readonly string[];

    const namesOf = (objects: readonly WorldObject[]): string[] =>
      objects.map(({ type, name }) => `${type} ${name}`).sort();
    /** Ids of what lies outside of the cluster, by name. */
    const idsOutside = (): Record<string, string> =>
      Object.fromEntries(
        rehearsal.world
          .all()
          .filter((object) => !isOfCluster(object))
          .map(({ type, name, id }) => [`${type} ${name}`, id]),
      );

    beforeAll(async () => {
      rehearsal = await beginFresh(tier);
      const { world } = rehearsal;
      world.databases.write(identifierOf(rehearsal, SHARD), "invoice 1", "2026-11-29T10:00:00Z");
      former = world.named(CLUSTER, "cluster-control-plane");
      inCluster = namesOf(world.all().filter(isOfCluster));
      outside = idsOutside();
      orphansBefore = await orphanIds(rehearsal);
      world.loseCluster();
    });
    afterAll(() => rehearsal.end());

    test("to an `up` nothing has happened, and to a refresh it cannot be reached", async () => {
      const up = await rehearsal.up();
      expect(up.steps.filter(({ type }) => type === CLUSTER)).toEqual([]);
      const { failure } = await rehearsal.refresh();
      expect(failure).toContain(
        `failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this resource from Pulumi state by rerunning the operation with the ${UNREACHABLE} environment variable set to "true"`,
      );
    });

    test("a refresh that is told so takes it and all that was in it out of the state, and nothing else", async () => {
      rehearsal.setEnvironment({ [UNREACHABLE]: "true" });
      ranWell(await rehearsal.refresh());
      rehearsal.setEnvironment({ [UNREACHABLE]: "false" });
      const state = await rehearsal.resources();
      expect(state.filter(isOfCluster)).toEqual([]);
      const ids = new Set(state.flatMap(({ id }) => id ?? []));
      expect(Object.entries(outside).filter(([, id]) => !ids.has(id))).toEqual([]);
    });

    test("an `up` that was cut off and run again makes everything in it anew, in a cluster of the same name", async () => {
      await cutOff(rehearsal, 40, () => rehearsal.up());
      ranWell(await rehearsal.up());
      const { world } = rehearsal;
      expect(namesOf(world.all().filter(isOfCluster))).toEqual(inCluster);
      const made = world.named(CLUSTER, "cluster-control-plane");
      expect(made.outputs["arn"]).toBe(former.outputs["arn"]);
      expect(made.outputs["endpoint"]).not.toBe(former.outputs["endpoint"]);
      expect(ranWell(await rehearsal.up()).steps).toEqual([]);
      expect(await orphanIds(rehearsal)).toEqual(orphansBefore);
    });

    test("Postgres and Valkey are those that were there, and the product is led to them", () => {
      const now = idsOutside();
      const changed = Object.keys(outside).filter((name) => now[name] !== outside[name]);
      expect(changed.filter((name) => !/securityGroup(In|E)gressRule/.test(name))).toEqual([]);
      const serving = identifierOf(rehearsal, SHARD);
      expect(writesTo(rehearsal, SHARD)).toBe(serving);
      expect(rehearsal.world.databases.rows(serving)).toEqual(["invoice 1"]);
    });

    test("Qdrant, which is empty, gets its collections from the last complete run", async () => {
      const { peerCount, replicationFactor, shardCount } = tierNamed(tier).qdrant;
      const ids = Array.from({ length: 48 }, (_, index) => index + 1);
      const qdrant = await QdrantStandIn.start(peerCount);
      try {
        qdrant.create("documents", shardCount, replicationFactor);
        qdrant.aliases.set("live", "documents");
        qdrant.write("documents", ids);
        qdrant.save();
        qdrant.collections.clear();
        qdrant.aliases.clear();
        const goTo = async (restore: VectorRestore): Promise<void> => {
          await rehearsal.setConfig({
            [`${PROJECT}:restore`]: JSON.stringify({ postgres: {}, qdrant: restore }),
          });
          ranWell(await rehearsal.up());
        };
        const restore = { generation: 2, run: RUN };
        for (const phase of ["create", "use"] as const) {
          await goTo({ ...restore, phase });
          await runRestoreJob(rehearsal, qdrant);
        }
        expect(qdrant.ids("live")).toEqual(ids);
        // Nothing of that name is there any more, which is as good as deleted.
        await goTo({ ...restore, phase: "retire", retires: ["documents"] });
        expect(await runRestoreJob(rehearsal, qdrant)).toEqual(["deleted: nothing was left"]);
        await goTo(restore);
        expect(ranWell(await rehearsal.up()).steps).toEqual([]);
        expect(await orphanIds(rehearsal)).toEqual(orphansBefore);
      } finally {
        await qdrant.stop();
      }
    });
  },
);
