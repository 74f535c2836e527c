import { Happened, wrongWords } from "./happened";
import type { Node, Pod } from "./kubelets";
import { outsideOf, PhaseTime } from "./phase-time";
import { RealClock } from "./real-clock";
import { Sight } from "./sight";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import type { UpgradePhase } from "../../models/upgrade/report";

interface Seen {
  readonly uid: string;
  readonly isReady?: boolean;
  readonly isLeaving?: boolean;
  readonly node?: string;
}

const pod = (owner: string, kind: string, { uid, isReady, isLeaving, node }: Seen): Pod =>
  ({
    metadata: {
      name: kind === "StatefulSet" ? (uid.split("/")[0] ?? "") : uid,
      namespace: "it",
      uid,
      ownerReferences: [{ kind, name: owner }],
      ...(isLeaving === true ? { deletionTimestamp: "now" } : {}),
    },
    spec: {
      ...(node === undefined ? {} : { nodeName: node }),
      containers: [
        { readinessProbe: { periodSeconds: 5 }, lifecycle: { preStop: { sleep: { seconds: 20 } } } },
      ],
      terminationGracePeriodSeconds: 30,
    },
    status: {
      phase: isReady === true ? "Running" : "Pending",
      conditions: [{ type: "Ready", status: isReady === true ? "True" : "False" }],
    },
  }) as unknown as Pod;

const web = (uid: string, seen: Omit<Seen, "uid"> = { isReady: true, node: "old" }): Pod =>
  pod("web-0123456789", "ReplicaSet", { uid, ...seen });
const peer = (uid: string, seen: Omit<Seen, "uid"> = { isReady: true, node: "old" }): Pod =>
  pod("qdrant", "StatefulSet", { uid, ...seen });

const node = (name: string, pool = "app"): Node =>
  ({
    metadata: { name, labels: { "karpenter.sh/nodepool": pool } },
    spec: {},
    status: {},
  }) as unknown as Node;

function sightOf(pods: readonly Pod[], nodes: readonly Node[] = [node("old")]): Sight {
  const sight = new Sight(() => Promise.reject(new Error("Nobody is asked.")));
  Object.assign(sight, { pods, nodes });
  return sight;
}

const WEB = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { namespace: "it", name: "web" },
  spec: { minReadySeconds: 20 },
};
const PEERS = { ...WEB, kind: "StatefulSet", metadata: { namespace: "it", name: "qdrant" }, spec: {} };

const resource = {
  urn: "urn:web",
  type: "kubernetes:apps/v1:Deployment",
  name: "app-web-deployment",
  inputs: WEB,
  dependsOn: ["urn:database"],
  provider: null,
} as unknown as ManifestResource;
const database = { urn: "urn:database", type: "aws:rds/instance:Instance", dependsOn: [], provider: null };

const phaseWith = (word: string): UpgradePhase =>
  ({
    steps: [
      { urn: "urn:database", type: database.type, minutesMin: 10, minutesMax: 30, operation: "update" },
      {
        urn: "urn:web",
        type: resource.type,
        minutesMin: 1,
        minutesMax: 10,
        operation: "update",
        downtime: { class: word },
      },
    ],
  }) as unknown as UpgradePhase;

/** A release of one pod: a new one on a new node, then the old one goes. */
async function release(look: (sight: Sight) => Promise<void>): Promise<void> {
  const nodes = [node("old"), node("new")];
  await look(sightOf([web("a"), web("b", {})]));
  await look(sightOf([web("a"), web("b", { node: "new" })], nodes));
  await look(sightOf([web("a"), web("b", { node: "new", isReady: true })], nodes));
  await look(
    sightOf(
      [web("a", { isLeaving: true, isReady: true, node: "old" }), web("b", { node: "new", isReady: true })],
      nodes,
    ),
  );
  await look(sightOf([web("b", { node: "new", isReady: true })], nodes));
}

test("a release takes a node's start, a pod's start and the seconds that it must be ready, whatever this machine took", async () => {
  const clock = new RealClock();
  clock.begin(sightOf([web("a")]));
  clock.sent(WEB, { minutesMin: 1, minutesMax: 2 });
  await release((sight) => clock.round(sight));
  const { minutesMin, minutesMax } = clock.doneAt(WEB, { minutesMin: 1, minutesMax: 2 });
  // 45 or 150 seconds for the node, 10 or 40 for the program, one or two probes of 5, 20 of readiness.
  expect([minutesMin * 60, minutesMax * 60].map(Math.round)).toEqual([60 + 80, 120 + 220]);
});

test("a peer waits until the one of its name has gone, and the next one until it is ready", async () => {
  const clock = new RealClock();
  clock.begin(sightOf([peer("qdrant-0/a"), peer("qdrant-1/a")]));
  clock.sent(PEERS, { minutesMin: 0, minutesMax: 0 });
  const leaving = { isLeaving: true, isReady: true, node: "old" };
  for (const pods of [
    [peer("qdrant-0/a"), peer("qdrant-1/a", leaving)],
    [peer("qdrant-0/a"), peer("qdrant-1/b", { node: "old" })],
    [peer("qdrant-0/a"), peer("qdrant-1/b")],
    [peer("qdrant-0/a", leaving), peer("qdrant-1/b")],
    [peer("qdrant-0/b", { node: "old" }), peer("qdrant-1/b")],
    [peer("qdrant-0/b"), peer("qdrant-1/b")],
  ])
    await clock.round(sightOf(pods));
  const { minutesMin, minutesMax } = clock.doneAt(PEERS, { minutesMin: 0, minutesMax: 0 });
  // Twice: 21 or 30 seconds to leave, 10 or 40 for the program, one or two probes of 5.
  expect([minutesMin * 60, minutesMax * 60].map(Math.round)).toEqual([2 * 36, 2 * 80]);
});

test("nodes of a pool that is emptied go after their pods", async () => {
  const clock = new RealClock();
  clock.begin(sightOf([peer("qdrant-0/a")], [node("old", "qdrant")]));
  clock.sent(
    { ...PEERS, kind: "NodePool", metadata: { name: "qdrant" }, spec: { replicas: 0 } },
    { minutesMin: 1, minutesMax: 1 },
  );
  await clock.round(sightOf([peer("qdrant-0/a", { isLeaving: true, node: "old" })], [node("old", "qdrant")]));
  await clock.round(sightOf([], []));
  const { minutesMin, minutesMax } = clock.goneAt("qdrant");
  expect([minutesMin * 60, minutesMax * 60].map(Math.round)).toEqual([60 + 21 + 60, 60 + 30 + 180]);
});

test("an up takes what the report says of a database, and then what happened to the pods", async () => {
  const clock = new RealClock();
  clock.begin(sightOf([web("a")]));
  const time = new PhaseTime(clock, phaseWith("rolling"));
  time.sends(database as unknown as ManifestResource, false);
  time.ends(database as unknown as ManifestResource);
  time.sends(resource, false);
  await release((sight) => clock.round(sight));
  time.ends(resource);
  expect([time.total.minutesMin * 60, time.total.minutesMax * 60].map(Math.round)).toEqual([
    600 + 80,
    1800 + 220,
  ]);
  expect(outsideOf(time.timed)).toEqual([]);
  const short = time.timed.map((timed) => ({ ...timed, reported: { minutesMin: 1, minutesMax: 3 } }));
  expect(outsideOf(short)).toEqual([
    "app-web-deployment: 1.3 to 3.7 minutes, and the report says 1.0 to 3.0",
  ]);
});

describe("the report's words", () => {
  const manifests = [{ resources: [resource] }] as unknown as Manifest[];
  const wordsOf = async (looks: (look: (sight: Sight) => Promise<void>) => Promise<void>, before: Pod[]) => {
    const happened = new Happened();
    happened.begin(sightOf(before));
    await looks((sight) => happened.round(sight));
    return happened.words();
  };

  test("a release before whose end the old pod serves is rolling, and another word is wrong", async () => {
    const words = await wordsOf(release, [web("a")]);
    expect([...words]).toEqual([["it/web", { word: "rolling", isAlone: true }]]);
    expect(wrongWords(words, phaseWith("rolling"), manifests)).toEqual([]);
    expect(wrongWords(words, phaseWith("restart"), manifests)).toEqual([
      "it/web: the report says restart, and it was rolling",
    ]);
  });

  test("a set of which none serves meanwhile restarts, even if new peers do, which have no data", async () => {
    const words = await wordsOf(
      async (look) => {
        await look(sightOf([peer("qdrant-0/a"), peer("qdrant-1/a")]));
        await look(sightOf([peer("qdrant-0/b", { node: "old" }), peer("qdrant-1/a")]));
        await look(sightOf([peer("qdrant-0/b"), peer("qdrant-1/a")]));
      },
      [peer("qdrant-0/a")],
    );
    expect([...words]).toEqual([["it/qdrant", { word: "restart", isAlone: false }]]);
  });

  test("peers that do not come back are an outage of their data; a pod too many of a Deployment is nothing", async () => {
    const words = await wordsOf(
      (look) => look(sightOf([peer("qdrant-0/a"), web("a")])),
      [peer("qdrant-0/a"), peer("qdrant-1/a"), web("a"), web("b")],
    );
    expect([...words]).toEqual([
      ["it/qdrant", { word: "outage", isAlone: false }],
      ["it/web", { word: "none", isAlone: false }],
    ]);
  });
});
