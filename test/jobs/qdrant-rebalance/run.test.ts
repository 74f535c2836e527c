import { Stopped, type Clock } from "../../../jobs/qdrant-rebalance/clock";
import { EXIT, run, urlBeside } from "../../../jobs/qdrant-rebalance/run";
import { API_KEY, QdrantCluster, type StandInArgs } from "../../support/qdrant-cluster";
import { casesOf } from "../../support/seed";

let cluster: QdrantCluster;
afterEach(() => cluster.stop());

/** Time in which the cluster lives too: who waits lets it pass. */
class ClusterClock implements Clock {
  private passed = 0;
  now = (): number => this.passed;
  constructor(private readonly onSleep: (seconds: number) => void = () => undefined) {}
  async sleep(milliseconds: number): Promise<void> {
    this.passed += milliseconds;
    cluster.advance(milliseconds);
    this.onSleep(this.passed / 1_000);
    await Promise.resolve();
  }
}

interface Outcome {
  readonly code: number;
  readonly written: string[];
  readonly said: string[];
}

interface Options {
  readonly clock?: Clock;
  readonly onSay?: (line: string) => void;
}

async function start(environment: Readonly<Record<string, string>>, options: Options = {}): Promise<Outcome> {
  const written: string[] = [];
  const said: string[] = [];
  const code = await run({
    environment: {
      QDRANT_URL: cluster.url,
      QDRANT_API_KEY: API_KEY,
      REPLICATION_FACTOR: "2",
      // Four times the default: a quarter of the requests.
      POLL_SECONDS: "20",
      ...environment,
    },
    clock: options.clock ?? new ClusterClock(),
    write: (line) => written.push(line),
    say: (line) => {
      said.push(line);
      options.onSay?.(line);
    },
    urlOfPeer: cluster.urlOfPeer,
  });
  return { code, written, said };
}

const everywhere = (count: number, copies: (shard: number) => number[]): number[][] =>
  Array.from({ length: count }, (_, shard) => copies(shard));
const onOne = everywhere(12, () => [0]);
const pairs = (peers: number): number[][] => everywhere(12, (shard) => [shard % peers, (shard + 1) % peers]);

/** Three peers, two of them new and empty: the step from tier 100 to tier 500. */
const grown: StandInArgs = { peers: 3, collections: { docs: onOne } };
const REBALANCE = { MODE: "rebalance", PEERS: "3" };
const DRAIN = { MODE: "drain", PEERS: "6", KEEP_PEERS: "4" };
const REMOVE = { MODE: "remove", PEERS: "6", KEEP_PEERS: "4" };

const REPLACE_OF = (ordinal: string): Record<string, string> => ({ MODE: "replace", REPLACE_PEER: ordinal });

const expectTwoCopies = (name = "docs"): void => {
  for (const holders of cluster.placement(name)) expect(new Set(holders).size).toBe(2);
};

describe("rebalance", () => {
  test("from one peer to three: every shard gets its second copy and every peer its share", async () => {
    cluster = await QdrantCluster.start(grown);
    const { code, written, said } = await start(REBALANCE);
    expect(written).toEqual(["balanced: 3 peers hold 24 copies of 12 shards"]);
    expect(code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([8, 8, 8]);
    expectTwoCopies();
    expect(cluster.collections.get("docs")?.replicationFactor).toBe(2);
    expect(said.slice(0, 2)).toEqual([
      "set the replication factor of docs from 1 to 2 (step 1 of 17)",
      "copy shard docs/0 from qdrant-0 to qdrant-1 (step 2 of 17)",
    ]);
    expect(said).toHaveLength(17);
    expect(cluster.mostTransfers).toBe(1);
  });

  test("again: nothing is left to do, and nothing is done", async () => {
    cluster = await QdrantCluster.start(grown);
    await start(REBALANCE);
    const before = cluster.changes.length;
    expect(await start(REBALANCE)).toEqual({
      code: EXIT.done,
      written: ["balanced: 3 peers hold 24 copies of 12 shards"],
      said: [],
    });
    expect(cluster.changes).toHaveLength(before);
  });

  const LARGER = [
    [3, 4],
    [3, 6],
    [4, 6],
    [6, 8],
    [6, 12],
  ] as const;
  test.each(casesOf("more peers", LARGER, 1))(
    "from %i peers to %i no shard has one copy less at any time",
    async (from, to) => {
      cluster = await QdrantCluster.start({
        peers: to,
        collections: { docs: pairs(from), notes: pairs(from) },
        replicationFactor: 2,
      });
      const { code } = await start({ MODE: "rebalance", PEERS: String(to) });
      expect(code).toBe(EXIT.done);
      expect(cluster.counts()).toEqual(Array.from({ length: to }, () => 48 / to));
      expect(Math.min(...cluster.fewestActive.values())).toBe(2);
    },
  );

  test("takes as many transfers at a time as it may, and pauses between", async () => {
    cluster = await QdrantCluster.start(grown);
    await start({ ...REBALANCE, MAX_CONCURRENT_TRANSFERS: "4", PAUSE_SECONDS: "0" });
    expect(cluster.mostTransfers).toBe(4);
    await cluster.stop();

    const duration = async (pause: string): Promise<number> => {
      cluster = await QdrantCluster.start(grown);
      const clock = new ClusterClock();
      await start({ ...REBALANCE, PAUSE_SECONDS: pause }, { clock });
      return clock.now() / 1_000;
    };
    const without = await duration("0");
    await cluster.stop();
    // 16 transfers have 15 pauses between them.
    expect((await duration("60")) - without).toBe(15 * 60);
  });

  test("transfers with the method that is asked for", async () => {
    cluster = await QdrantCluster.start(grown);
    await start({ ...REBALANCE, TRANSFER_METHOD: "snapshot" });
    const transfers = cluster.changes.filter((change) => /_shard/.test(change));
    expect(transfers).toHaveLength(16);
    for (const transfer of transfers) expect(transfer).toContain('"method":"snapshot"');
  });

  test("a cluster without collections is balanced", async () => {
    cluster = await QdrantCluster.start({ peers: 1, collections: {} });
    const { written } = await start({ MODE: "rebalance", PEERS: "1", REPLICATION_FACTOR: "1" });
    expect(written).toEqual(["balanced: 1 peer holds 0 copies of 0 shards"]);
  });
});

describe("plan", () => {
  test("says every step and changes nothing", async () => {
    cluster = await QdrantCluster.start({ peers: 3, collections: { docs: [[0], [0]] } });
    const { code, written } = await start({ ...REBALANCE, MODE: "plan" });
    expect(code).toBe(EXIT.done);
    expect(written).toEqual([
      "1. set the replication factor of docs from 1 to 2",
      "2. copy shard docs/0 from qdrant-0 to qdrant-1",
      "3. copy shard docs/1 from qdrant-0 to qdrant-2",
      "plan: 3 steps: 1 setting, 2 copies, 0 drops, 0 moves",
    ]);
    expect(cluster.changes).toEqual([]);
  });

  test("is a line of JSON a step when asked", async () => {
    cluster = await QdrantCluster.start({ peers: 4, collections: { docs: [[0, 3]] }, replicationFactor: 2 });
    const { written } = await start({ MODE: "plan", PEERS: "4", KEEP_PEERS: "3", OUTPUT: "json" });
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
      { step: 1, kind: "move", collection: "docs", shardId: 0, from: "qdrant-3", to: "qdrant-1" },
      { result: "plan", steps: 1 },
    ]);
  });

  test("of a balanced cluster is empty", async () => {
    cluster = await QdrantCluster.start({ peers: 3, collections: { docs: pairs(3) }, replicationFactor: 2 });
    expect((await start({ ...REBALANCE, MODE: "plan" })).written).toEqual(["plan: nothing to do"]);
  });
});

describe("drain and remove", () => {
  const six: StandInArgs = { peers: 6, collections: { docs: pairs(6) }, replicationFactor: 2 };

  test("the last peers are emptied, then taken out, the last one first", async () => {
    cluster = await QdrantCluster.start(six);
    expect((await start(DRAIN)).written).toEqual([
      "drained: qdrant-4, qdrant-5 hold no shards; 4 peers hold 24 copies of 12 shards",
    ]);
    expect(cluster.counts()).toEqual([6, 6, 6, 6, 0, 0]);
    expect(Math.min(...cluster.fewestActive.values())).toBe(2);
    expect((await start(REMOVE)).written).toEqual(["removed: qdrant-5, qdrant-4; 4 peers remain"]);
    expect(cluster.members).toEqual([0, 1, 2, 3]);
    expect(cluster.changes.filter((change) => change.includes("force"))).toEqual([]);
  });

  test("both again: nothing is done", async () => {
    cluster = await QdrantCluster.start(six);
    await start(DRAIN);
    await start(REMOVE);
    const before = cluster.changes.length;
    expect((await start(DRAIN)).written).toEqual(["balanced: 4 peers hold 24 copies of 12 shards"]);
    expect((await start(REMOVE)).written).toEqual(["removed: no peer was left to remove; 4 peers remain"]);
    expect(cluster.changes).toHaveLength(before);
  });

  test("a peer that holds shards is not removed, and no other one either", async () => {
    cluster = await QdrantCluster.start({
      peers: 6,
      collections: { docs: everywhere(5, () => [0, 5]) },
      replicationFactor: 2,
    });
    expect(await start(REMOVE)).toEqual({
      code: EXIT.refused,
      written: [],
      said: [
        "refused: A peer that holds shards is not removed:\n" +
          "  - qdrant-5 holds docs/0, docs/1, docs/2 and 2 more.\n" +
          "Run with MODE=drain KEEP_PEERS=4 first.",
      ],
    });
    expect(cluster.changes).toEqual([]);
  });

  test("a shard that comes while it removes is refused by Qdrant, and then named", async () => {
    cluster = await QdrantCluster.start({ peers: 6, collections: { docs: [[0, 1]] }, replicationFactor: 2 });
    const { code, said } = await start(REMOVE, {
      onSay: (line) => {
        if (line.startsWith("remove qdrant-5"))
          cluster.collections.get("docs")?.shards.get(0)?.set(cluster.idOf(5), "Active");
      },
    });
    expect(code).toBe(EXIT.refused);
    expect(said[1]).toBe(
      `not accepted: Bad request: Cannot remove peer ${cluster.idOf(5)} as there are shards on it`,
    );
    expect(said[2]).toContain("qdrant-5 holds docs/0.");
    expect(cluster.members).toHaveLength(6);
  });

  test("a peer without shards is removed although it is lost", async () => {
    cluster = await QdrantCluster.start({ peers: 6, collections: { docs: pairs(4) }, replicationFactor: 2 });
    cluster.kill(5);
    expect((await start(REMOVE)).written).toEqual(["removed: qdrant-5, qdrant-4; 4 peers remain"]);
  });

  test("an answer that was lost does not matter", async () => {
    cluster = await QdrantCluster.start({ peers: 6, collections: { docs: pairs(4) }, replicationFactor: 2 });
    cluster.fault(/^DELETE/, "lost-answer");
    cluster.fault(/^DELETE/, "lost-request");
    const { code } = await start(REMOVE);
    expect(code).toBe(EXIT.done);
    expect(cluster.members).toEqual([0, 1, 2, 3]);
  });

  test("fewer peers than a collection has copies are refused", async () => {
    cluster = await QdrantCluster.start(six);
    const { code, said } = await start({
      MODE: "drain",
      PEERS: "6",
      KEEP_PEERS: "1",
      REPLICATION_FACTOR: "1",
    });
    expect(code).toBe(EXIT.refused);
    expect(said).toEqual([
      "refused: Collection docs has the replication factor 2, and KEEP_PEERS is 1. Each copy of a shard needs a peer of its own: keep more peers, or lower the collection's factor.",
    ]);
  });

  test("more peers than the settings know are refused", async () => {
    cluster = await QdrantCluster.start(six);
    const { code, said } = await start({ MODE: "rebalance", PEERS: "4" });
    expect(code).toBe(EXIT.refused);
    expect(said).toEqual([
      "refused: qdrant-4 is in the cluster, but PEERS is 4. Run with MODE=drain KEEP_PEERS=4, then with MODE=remove KEEP_PEERS=4.",
    ]);
  });
});

describe("replace", () => {
  const three: StandInArgs = { peers: 3, collections: { docs: pairs(3) }, replicationFactor: 2 };
  const REPLACE = { MODE: "replace", PEERS: "3", REPLACE_PEER: "2" };
  const removals = (): string[] => cluster.changes.filter((change) => change.startsWith("DELETE"));
  /** Three peers in two copies, of which one has lost its volume. */
  const lost = async (ordinal = 2, args: Partial<StandInArgs> = {}): Promise<number> => {
    cluster = await QdrantCluster.start({ ...three, ...args });
    const id = cluster.idOf(ordinal);
    cluster.loseVolume(ordinal);
    return id;
  };
  const expectReplaced = ({ code, written }: Outcome): void => {
    expect(written).toEqual([
      "replaced: the dead qdrant-2 was removed and joined anew; 3 peers hold 24 copies of 12 shards",
    ]);
    expect(code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([8, 8, 8]);
    expect(cluster.members).toEqual([0, 1, 2]);
    expectTwoCopies();
    expect(Math.min(...cluster.fewestActive.values())).toBe(1);
  };

  test("the dead peer is removed by force, joins with its empty volume, and gets its copies again", async () => {
    const id = await lost();
    const outcome = await start(REPLACE);
    expectReplaced(outcome);
    expect(outcome.said.slice(0, 2)).toEqual([
      `qdrant-2 (peer ${id}) is lost; it is removed if it stays so for 300 seconds`,
      `remove qdrant-2 (peer ${id}) by force`,
    ]);
    expect(removals()).toEqual([`DELETE /cluster/peer/${id}`]);
    expect(cluster.changes.filter((change) => change.includes("replicate_shard"))).toHaveLength(8);
    expect(cluster.idOf(2)).not.toBe(id);
  });

  test("again: nothing is removed, and nothing is done", async () => {
    await lost();
    await start(REPLACE);
    const before = cluster.changes.length;
    expect(await start(REPLACE)).toEqual({
      code: EXIT.done,
      written: ["replaced: qdrant-2 is a member, none was removed; 3 peers hold 24 copies of 12 shards"],
      said: [],
    });
    expect(cluster.changes).toHaveLength(before);
  });

  test("is an object of JSON when asked", async () => {
    await lost();
    const { written } = await start({ ...REPLACE, OUTPUT: "json" });
    expect(written.map((line) => JSON.parse(line) as unknown)).toEqual([
      { result: "replaced", peer: "qdrant-2", removed: true, peers: 3, shards: 12, copies: 24 },
    ]);
  });

  test("qdrant-0 is replaced by way of another peer", async () => {
    await lost(0);
    const { code, written } = await start({ ...REPLACE, REPLACE_PEER: "0", QDRANT_URL: cluster.urlOf(1) });
    expect(written).toEqual([
      "replaced: the dead qdrant-0 was removed and joined anew; 3 peers hold 24 copies of 12 shards",
    ]);
    expect(code).toBe(EXIT.done);
    const QDRANT_URL = "http://qdrant-0.qdrant-headless:6333";
    expect(urlBeside({ QDRANT_URL, REPLACE_PEER: 0 })).toBe("http://qdrant-1.qdrant-headless:6333");
    expect(urlBeside({ QDRANT_URL, REPLACE_PEER: 2 })).toBe(QDRANT_URL);
  });

  test("a peer that comes back with its volume while the run waits is left alone", async () => {
    cluster = await QdrantCluster.start(three);
    cluster.kill(2);
    const clock = new ClusterClock((seconds) => {
      if (seconds > 200) cluster.revive(2);
    });
    const { code, written } = await start(REPLACE, { clock });
    expect(written).toEqual([
      "replaced: qdrant-2 is a member, none was removed; 3 peers hold 24 copies of 12 shards",
    ]);
    expect(code).toBe(EXIT.done);
    expect(cluster.changes).toEqual([]);
  });

  test("a shard that only the dead peer has is not given up", async () => {
    await lost(2, { collections: { docs: [[2], [0, 1], [2], [2], [2]] } });
    expect(await start(REPLACE)).toEqual({
      code: EXIT.refused,
      written: [],
      said: [
        "refused: qdrant-2 is not removed: docs/0, docs/2, docs/3 and 1 more would be lost with it, as no other peer has an active copy. Bring its volume back, or restore the collection from a snapshot.",
      ],
    });
    expect(cluster.changes).toEqual([]);
  });

  test("another dead copy, or another lost peer, is a reason to wait and then to refuse", async () => {
    await lost();
    cluster.stalled = true;
    cluster.collections.get("docs")?.shards.get(0)?.set(cluster.idOf(1), "Dead");
    const { code, said } = await start(REPLACE);
    expect(code).toBe(EXIT.refused);
    expect(said.at(-1)).toContain("- The copy of shard docs/0 on qdrant-1 is Dead.");
    expect(said.at(-1)).not.toContain("qdrant-2");
    expect(cluster.changes).toEqual([]);
    await cluster.stop();

    await lost(2, { peers: 6, collections: { docs: pairs(6) } });
    cluster.kill(4);
    const both = await start({ ...REPLACE, PEERS: "6" });
    expect(both.code).toBe(EXIT.refused);
    expect(both.said.at(-1)).toContain("- qdrant-4 does not answer");
    expect(cluster.changes).toEqual([]);
  });

  test("transfers with the dead peer are ended before it goes", async () => {
    const docs = everywhere(12, (shard) => [2, shard < 6 ? 0 : 1]);
    cluster = await QdrantCluster.start({ ...three, collections: { docs }, batches: 50 });
    const clock = new ClusterClock((seconds) => {
      if (seconds > 30) throw new Stopped();
    });
    expect((await start(REBALANCE, { clock })).code).toBe(EXIT.stopped);
    cluster.loseVolume(2);
    const outcome = await start(REPLACE);
    expect(outcome.said[1]).toBe("end the transfer of shard docs/6 from qdrant-2 to qdrant-0");
    expect(outcome.code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([8, 8, 8]);
  });

  test.each(casesOf("lines before which a replacement is broken off", [...Array(10).keys()], 2))(
    "a run that is broken off before line %i is finished by the next one",
    async (line) => {
      const id = await lost();
      let lines = 0;
      const crash = await start(REPLACE, {
        onSay: () => {
          if (lines++ === line) throw new Error("the node is gone");
        },
      });
      expect(crash.code).toBe(EXIT.defect);
      const { code, written } = await start(REPLACE);
      expect(code).toBe(EXIT.done);
      expect(written[0]).toMatch(/^replaced: .*; 3 peers hold 24 copies of 12 shards$/);
      expect(cluster.counts()).toEqual([8, 8, 8]);
      expect(removals()).toEqual([`DELETE /cluster/peer/${id}`]);
    },
  );

  test.each(["lost-answer", "lost-request"] as const)(
    "a %s of the removal does not matter",
    async (fault) => {
      await lost();
      cluster.fault(/^DELETE/, fault);
      expectReplaced(await start(REPLACE));
    },
  );

  test("a removal that Qdrant never agrees on ends the run after three attempts", async () => {
    await lost();
    cluster.fault(/^DELETE/, { status: 500, error: "Service internal error: no majority" }, 9);
    const { code, said } = await start(REPLACE);
    expect(code).toBe(EXIT.refused);
    expect(said.at(-1)).toBe(
      "refused: 3 attempts to remove qdrant-2 did not succeed. The log of Qdrant's leader says why.",
    );
  });

  test("a pod that does not join is waited for for 15 minutes", async () => {
    await lost();
    const clock = new ClusterClock();
    const { code, said } = await start(REPLACE, {
      clock,
      onSay: (line) => {
        if (line.startsWith("remove")) cluster.stalled = true;
      },
    });
    expect(code).toBe(EXIT.refused);
    expect(said.at(-1)).toContain("- The peer with ordinal 2 has not joined the cluster.");
    expect(clock.now() / 1_000).toBeGreaterThan(300 + 900);
  });

  test.each([
    [
      { MODE: "replace" },
      "REPLACE_PEER is missing. MODE=replace must be told the ordinal of the dead peer, 2 for qdrant-2.",
    ],
    [REPLACE_OF("3"), 'REPLACE_PEER is "3", but PEERS is "3": the last one is qdrant-2.'],
    [
      REPLACE_OF("qdrant-2"),
      'REPLACE_PEER is "qdrant-2". Allowed: 0 to 11: the ordinal of the dead peer, 2 for qdrant-2.',
    ],
    [
      { ...REPLACE_OF("2"), KEEP_PEERS: "3" },
      'KEEP_PEERS is "3", but MODE=replace uses every peer. Take it away, or set MODE=drain.',
    ],
    [
      { MODE: "rebalance", REPLACE_PEER: "2" },
      'REPLACE_PEER is "2", but MODE is rebalance. Take it away, or set MODE=replace.',
    ],
    [
      { ...REPLACE_OF("0"), PEERS: "1", REPLICATION_FACTOR: "1" },
      'MODE is "replace", but PEERS is "1". No other peer has a copy: restore the collections from a snapshot.',
    ],
  ])("%j is refused", async (environment, message) => {
    cluster = await QdrantCluster.start(three);
    expect(await start({ PEERS: "3", ...environment })).toEqual({
      code: EXIT.settings,
      written: [],
      said: [`wrong settings:\n${message}`],
    });
  });
});

describe("a run that is broken off", () => {
  const final = async (): Promise<unknown> => {
    const { code } = await start(REBALANCE);
    expect(code).toBe(EXIT.done);
    expectTwoCopies();
    return cluster.counts();
  };

  test.each(casesOf("steps before which a rebalance is broken off", [...Array(17).keys()], 2))(
    "before step %i is finished by the next one",
    async (step) => {
      cluster = await QdrantCluster.start(grown);
      let steps = 0;
      const crash = start(REBALANCE, {
        onSay: () => {
          if (steps++ === step) throw new Error("the node is gone");
        },
      });
      const { code } = await crash;
      expect(code).toBe(EXIT.defect);
      expect(await final()).toEqual([8, 8, 8]);
      expect(Math.min(...cluster.fewestActive.values())).toBe(1);
      // Nothing was transferred twice: 16 transfers and the setting.
      expect(cluster.changes).toHaveLength(17);
    },
  );

  test("by Kubernetes says so, and leaves the transfer to Qdrant", async () => {
    cluster = await QdrantCluster.start(grown);
    const stop = new ClusterClock((seconds) => {
      if (seconds > 30) throw new Stopped();
    });
    const { code, said, written } = await start(REBALANCE, { clock: stop });
    expect(code).toBe(EXIT.stopped);
    expect(written).toEqual([]);
    expect(said.at(-1)).toBe(
      "stopped: transfers under way go on inside Qdrant; run again to go on from there",
    );
    expect(await final()).toEqual([8, 8, 8]);
  });
});

describe("failures in the middle", () => {
  test.each(["lost-request", "lost-answer"] as const)("a %s is not a step done twice", async (fault) => {
    cluster = await QdrantCluster.start(grown);
    cluster.fault(/move_shard|replicate_shard/, fault, 2);
    const { code } = await start(REBALANCE);
    expect(code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([8, 8, 8]);
    expect(cluster.mostTransfers).toBe(1);
  });

  test("reading is tried again after 5xx, and the reason is Qdrant's own when it stays", async () => {
    cluster = await QdrantCluster.start(grown);
    cluster.fault(/^GET \/cluster/, { status: 503, error: "Service internal error: starting" }, 4);
    expect((await start(REBALANCE)).code).toBe(EXIT.done);
    cluster.fault(/^GET \/collections$/, { status: 500, error: "Service internal error: disk" }, 1_000);
    const { code, said } = await start({ ...REBALANCE, SETTLE_SECONDS: "10" });
    expect(code).toBe(EXIT.refused);
    expect(said.at(-1)).toBe(
      "refused: The cluster is in no state to be changed:\n" +
        "  - GET /collections was not answered in 5 attempts: Service internal error: disk.\n" +
        "Mend that and run again; a run goes on from what it finds. Transfers under way go on inside Qdrant.",
    );
  });

  test("a transfer that fails is done again; a copy that died of it comes back", async () => {
    cluster = await QdrantCluster.start(grown);
    let failures = 0;
    const clock = new ClusterClock((seconds) => {
      if (seconds > 20 * (failures + 1) && failures < 4) {
        failures++;
        cluster.failTransfers();
      }
    });
    const { code } = await start({ ...REBALANCE, MAX_CONCURRENT_TRANSFERS: "2" }, { clock });
    expect(failures).toBe(4);
    expect(code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([8, 8, 8]);
    expectTwoCopies();
  });

  test("a step that never succeeds ends the run after three attempts", async () => {
    cluster = await QdrantCluster.start({
      peers: 3,
      collections: { docs: pairs(2) },
      replicationFactor: 2,
      batches: 100,
    });
    const clock = new ClusterClock(() => cluster.failTransfers());
    const { code, said } = await start(REBALANCE, { clock });
    expect(code).toBe(EXIT.refused);
    expect(said.at(-1)).toBe(
      "refused: 3 attempts to move shard docs/0 from qdrant-0 to qdrant-2 did not succeed. The logs of both peers say why; run again when that is mended.",
    );
    expect(Math.min(...cluster.fewestActive.values())).toBe(2);
  });

  test("a transfer that makes no progress is ended and done again", async () => {
    cluster = await QdrantCluster.start(grown);
    const clock = new ClusterClock((seconds) => {
      cluster.stalled = seconds > 20 && seconds < 150;
    });
    const { code, said } = await start({ ...REBALANCE, STALL_SECONDS: "60" }, { clock });
    expect(said.filter((line) => line.startsWith("no progress for 60 seconds")).length).toBeGreaterThan(0);
    expect(cluster.changes.filter((change) => change.includes("abort_transfer")).length).toBeGreaterThan(0);
    expect(code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([8, 8, 8]);
  });

  test("a peer that dies stops the run; when it is back, the next run ends it", async () => {
    cluster = await QdrantCluster.start(grown);
    const clock = new ClusterClock((seconds) => {
      if (seconds > 60) cluster.kill(2);
    });
    const { code, said } = await start(REBALANCE, { clock });
    expect(code).toBe(EXIT.refused);
    expect(said.at(-1)).toMatch(
      /^refused: The cluster is in no state to be changed:\n {2}- qdrant-2 does not answer: .+/,
    );
    cluster.revive(2);
    expect((await start(REBALANCE)).code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([8, 8, 8]);
    expectTwoCopies();
  });

  test("a peer that is away for a minute is waited for", async () => {
    cluster = await QdrantCluster.start({ peers: 6, collections: { docs: pairs(3) }, replicationFactor: 2 });
    let away = false;
    const clock = new ClusterClock((seconds) => {
      if (seconds > 40 && !away) {
        away = true;
        cluster.kill(1);
      }
      if (seconds > 100) cluster.revive(1);
    });
    const { code } = await start({ MODE: "rebalance", PEERS: "6" }, { clock });
    expect(away).toBe(true);
    expect(code).toBe(EXIT.done);
    expect(cluster.counts()).toEqual([4, 4, 4, 4, 4, 4]);
    expectTwoCopies();
  });

  test("two runs at a time end as one does, and no shard loses a copy", async () => {
    cluster = await QdrantCluster.start({ peers: 6, collections: { docs: pairs(3) }, replicationFactor: 2 });
    const both = await Promise.all([
      start({ MODE: "rebalance", PEERS: "6" }),
      start({ MODE: "rebalance", PEERS: "6" }),
    ]);
    expect(both.map(({ code }) => code)).toEqual([EXIT.done, EXIT.done]);
    expect(cluster.counts()).toEqual([4, 4, 4, 4, 4, 4]);
    expect(Math.min(...cluster.fewestActive.values())).toBe(2);
  });
});

describe("refuses", () => {
  const refused = async (environment: Record<string, string> = REBALANCE): Promise<string> => {
    const { code, said, written } = await start({ SETTLE_SECONDS: "10", ...environment });
    expect([code, written]).toEqual([EXIT.refused, []]);
    expect(cluster.changes).toEqual([]);
    return said.at(-1)?.split("\n  - ")[1]?.split("\n")[0] ?? said.at(-1) ?? "";
  };

  test("a peer that has not joined", async () => {
    cluster = await QdrantCluster.start({ peers: 3, collections: { docs: onOne } });
    expect(await refused({ MODE: "rebalance", PEERS: "4" })).toBe(
      "The peer with ordinal 3 has not joined the cluster.",
    );
  });

  test("a copy that stays dead", async () => {
    cluster = await QdrantCluster.start({ peers: 3, collections: { docs: pairs(3) }, replicationFactor: 2 });
    cluster.stalled = true;
    cluster.collections.get("docs")?.shards.get(3)?.set(cluster.idOf(1), "Dead");
    expect(await refused()).toBe("The copy of shard docs/3 on qdrant-1 is Dead.");
  });

  test("changes that are agreed on and not applied", async () => {
    cluster = await QdrantCluster.start(grown);
    cluster.pendingOperations = 2;
    expect(await refused()).toBe("qdrant-0 has 2 agreed changes still to apply.");
  });

  test("another API key", async () => {
    cluster = await QdrantCluster.start(grown);
    expect(await refused({ ...REBALANCE, QDRANT_API_KEY: "wrong" })).toBe(
      "refused: Qdrant refused the API key (HTTP 401). QDRANT_API_KEY must be the one of the cluster.",
    );
  });

  test("wrong settings, all at once, before it asks Qdrant anything", async () => {
    cluster = await QdrantCluster.start(grown);
    expect(await start({ MODE: "drian", PEERS: "5", QDRANT_API_KEY: "" })).toEqual({
      code: EXIT.settings,
      written: [],
      said: [
        "wrong settings:\n" +
          "QDRANT_API_KEY is missing. Allowed: the key of Qdrant's API.\n" +
          'MODE is "drian". Allowed: plan, rebalance, drain, remove, replace.\n' +
          'PEERS is "5". Allowed: 1, 3, 4, 6, 8, 12: how many peers the cluster has.',
      ],
    });
  });
});
