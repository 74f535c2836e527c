import { UnplacedError, UnpricedError } from "../../../../kinds/pricing/errors";
import { hoursOf, mebibytes, millicores } from "../../../../models/cost/nodes/amounts";
import { allocatableOfType } from "../../../../models/cost/nodes/allocatable";
import { leastLimit, worstOf } from "../../../../models/cost/nodes/arrival-orders";
import { byArrival, Placement, type PodCount } from "../../../../models/cost/nodes/placement";
import type { PodGroup } from "../../../../models/cost/nodes/pods";
import { reservedPods } from "../../../../models/cost/nodes/reservation";
import { fc } from "../../../support/property";

const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"];
const SIZE = { millicores: 2000, memoryMiB: 4000, pods: 110 };

const group = (name: string, rest: Partial<PodGroup> = {}): PodGroup => ({
  name,
  millicores: 500,
  memoryMiB: 500,
  replicasMin: 1,
  replicasMax: 1,
  targetUtilizationPercent: null,
  surge: 0,
  arrival: 0,
  isJob: false,
  nodeSelector: {},
  tolerations: [],
  aloneOnNode: false,
  spread: [],
  wishesZones: false,
  ...rest,
});

/** From nothing, turn by turn. */
function placed(turns: readonly PodCount[][], { seed = 1, nodeLimit = 100 } = {}): Placement {
  const placement = new Placement({ size: SIZE, zones: ZONES, nodeLimit }, seed);
  for (const turn of turns) placement.arrive(turn);
  return placement;
}
const nodesFor = (...demand: PodCount[]): number => placed([demand]).nodes.length;
const contents = ({ nodes }: Placement): string[][] =>
  nodes.map(({ pods }) => pods.map(({ name }) => name).sort());

describe("quantities", () => {
  test("of CPU, memory and time are read as Kubernetes writes them", () => {
    expect([millicores("250m", "pod"), millicores("1.5", "pod"), millicores("2", "pod")]).toEqual([
      250, 1500, 2000,
    ]);
    expect([mebibytes("384Mi", "pod"), mebibytes("20Gi", "pod"), mebibytes("1048576", "pod")]).toEqual([
      384, 20_480, 1,
    ]);
    expect([hoursOf("480h", "pool"), hoursOf("1h30m", "pool")]).toEqual([480, 1.5]);
  });

  test("that cannot be read are errors with the resource's name", () => {
    expect(() => millicores("much", "web")).toThrow(
      new UnpricedError('web has no readable CPU quantity: "much".'),
    );
    expect(() => mebibytes("1Xi", "web")).toThrow(UnpricedError);
    expect(() => hoursOf("Never", "pool")).toThrow(UnpricedError);
  });
});

describe("allocatable", () => {
  test("is what is left of a t4g.medium and an m7g.large after the reservations for 110 pods", () => {
    const reserved = 255 + 11 * 110 + 100;
    expect(allocatableOfType("t4g.medium", "pool")).toEqual({
      millicores: 2000 - 60 - 10,
      memoryMiB: Math.floor(4096 * 0.925 - reserved),
      pods: 110,
    });
    expect(allocatableOfType("m7g.large", "pool").memoryMiB).toBe(Math.floor(8192 * 0.925 - reserved));
    expect(allocatableOfType("r6g.2xlarge", "pool").millicores).toBe(8000 - 60 - 10 - 5 - 5 - 4 * 2.5);
  });

  test("is more where memory is reserved for the default number of pods of the type", () => {
    expect(allocatableOfType("t4g.medium", "pool", { reservation: "defaultPods" })).toEqual({
      millicores: 1930,
      memoryMiB: Math.floor(4096 * 0.925 - 255 - 11 * 17 - 100),
      pods: 110,
    });
    expect(
      ["t4g.large", "m7g.large", "c7g.xlarge", "r6g.large", "r6g.xlarge", "r6g.2xlarge", "c7g.16xlarge"].map(
        (type) => reservedPods(type, "defaultPods"),
      ),
    ).toEqual([35, 29, 58, 29, 58, 58, 110]);
  });

  test("of an unknown type is an error", () => {
    expect(() => allocatableOfType("t4g.small", "the pool")).toThrow("the pool runs on t4g.small");
  });
});

describe("placement", () => {
  test("no pods need no node", () => {
    expect(nodesFor()).toBe(0);
    expect(nodesFor({ group: group("a"), count: 0 })).toBe(0);
  });

  test("fills nodes by CPU, by memory and by number of pods", () => {
    expect(nodesFor({ group: group("cpu"), count: 5 })).toBe(2); // 4 x 500m fill a node
    expect(nodesFor({ group: group("memory", { millicores: 1, memoryMiB: 1300 }), count: 4 })).toBe(2); // 3 fit
    expect(nodesFor({ group: group("tiny", { millicores: 1, memoryMiB: 1 }), count: 111 })).toBe(2);
  });

  test("keeps pods apart that must not share a node", () => {
    expect(nodesFor({ group: group("peer", { aloneOnNode: true }), count: 3 })).toBe(3);
  });

  test("puts pods into as many zones as their spread needs", () => {
    const spread = [{ over: "zone", maxSkew: 1, minDomains: 3 }] as const;
    const { nodes } = placed([[{ group: group("peer", { spread }), count: 3 }]]);
    expect(nodes.map(({ zone }) => zone).sort()).toEqual(ZONES);
  });

  test("counts a node as empty while there are fewer than the spread asks for", () => {
    const spread = [{ over: "node", maxSkew: 1, minDomains: 2 }] as const;
    expect(nodesFor({ group: group("web", { spread }), count: 1 })).toBe(1);
    expect(nodesFor({ group: group("web", { spread }), count: 2 })).toBe(2);
  });

  test("takes the room where it is, so that the order decides how many nodes there are", () => {
    const spread = [{ over: "node", maxSkew: 1, minDomains: 2 }] as const;
    const add = { group: group("add-on", { memoryMiB: 200, millicores: 1 }), count: 2 };
    const large = { group: group("large", { memoryMiB: 3400, millicores: 1 }), count: 1 };
    const web = { group: group("web", { memoryMiB: 500, millicores: 1, spread }), count: 2 };
    // Beside each other both add-ons and the large one leave 200 MiB: web finds no room there and needs two more nodes.
    expect(contents(placed([[add, large], [web]]))).toEqual([
      ["add-on", "add-on", "large"],
      ["web"],
      ["web"],
    ]);
    expect(placed([[web], [add, large]]).nodes).toHaveLength(2);
  });

  test("starts a node for each pod of a spread that is counted from zero, also where the scheduler needs none", () => {
    const spread = [{ over: "node", maxSkew: 1, minDomains: 2 }] as const;
    const web = group("web", { millicores: 900, spread });
    // Two nodes hold one each; of four more two fit there at once, and each of the others gets a node of its own.
    const { nodes } = placed([[{ group: web, count: 2 }], [{ group: web, count: 4 }]]);
    expect(nodes).toHaveLength(4);
  });

  test("keeps the wish for zones while a node can be started for it, and gives it up at the limit", () => {
    const wish = group("web", { wishesZones: true, millicores: 1500 });
    const zones = ({ nodes }: Placement): string[] => nodes.map(({ zone }) => zone).sort();
    expect(zones(placed([[{ group: wish, count: 3 }]]))).toEqual(ZONES);
    const { pending, nodes } = placed([[{ group: wish, count: 3 }]], { nodeLimit: 2 });
    expect([nodes.length, pending.map(({ name }) => name)]).toEqual([2, ["web"]]);
  });

  test("is the same for the same seed", () => {
    const demand = [{ group: group("a", { wishesZones: true }), count: 7 }];
    expect(placed([demand], { seed: 7 }).nodes).toEqual(placed([demand], { seed: 7 }).nodes);
  });

  test("pods come by turns, the first first", () => {
    const pods = [2, 0, 2].map((arrival, index) => ({ group: group(`g${index}`, { arrival }), count: 1 }));
    expect(byArrival(pods).map((turn) => turn.map(({ group: { name } }) => name))).toEqual([
      ["g1"],
      ["g0", "g2"],
    ]);
  });

  const anyDemand = fc.array(
    fc.record({
      millicores: fc.integer({ min: 1, max: 2000 }),
      memoryMiB: fc.integer({ min: 1, max: 4000 }),
      count: fc.integer({ min: 0, max: 8 }),
      aloneOnNode: fc.boolean(),
      wishesZones: fc.boolean(),
    }),
    { maxLength: 5 },
  );

  test("places every pod, on nodes that hold it", () => {
    fc.assert(
      fc.property(anyDemand, fc.integer({ min: 0, max: 1000 }), (groups, seed) => {
        const demand = groups.map(({ count, ...rest }, index) => ({
          group: group(`group-${index}`, rest),
          count,
        }));
        const { nodes, pending } = placed([demand], { seed });
        expect(pending).toEqual([]);
        for (const { pods } of nodes) {
          expect(pods.reduce((sum, each) => sum + each.millicores, 0)).toBeLessThanOrEqual(SIZE.millicores);
          expect(pods.reduce((sum, each) => sum + each.memoryMiB, 0)).toBeLessThanOrEqual(SIZE.memoryMiB);
        }
        for (const { group: each, count } of demand)
          expect(nodes.flatMap(({ pods }) => pods).filter((pod) => pod === each)).toHaveLength(count);
      }),
    );
  });
});

describe("orders", () => {
  const pool = {
    resource: { name: "app-nodes" },
    instanceType: "m7g.large",
    zones: ZONES,
    nodeLimit: 3,
    daemons: [],
  } as never;
  const spread = [{ over: "node", maxSkew: 1, minDomains: 2 }] as const;

  test("the worst of both reservations counts", () => {
    // With memory for 110 pods reserved an m7g.large has 6,012 MiB, else 6,903.
    const half = { group: group("half", { memoryMiB: 3400, millicores: 1 }), count: 2 };
    expect(worstOf(pool, [[half]])).toEqual({ used: 2, passing: 0 });
  });

  test("what every node runs takes its room first", () => {
    const third = { group: group("third", { memoryMiB: 2000, millicores: 1 }), count: 3 };
    const logs = group("logs", { memoryMiB: 64, millicores: 20 });
    expect(worstOf(pool, [[third]]).used).toBe(1);
    expect(worstOf({ ...(pool as object), daemons: [logs] } as never, [[third]]).used).toBe(2);
  });

  test("a node with nothing but jobs is there for a while only", () => {
    const web = { group: group("web"), count: 1 };
    const job = { group: group("job", { isJob: true, millicores: 1900 }), count: 1 };
    expect(worstOf(pool, [[web], [job]])).toEqual({ used: 1, passing: 1 });
  });

  test("the least limit leaves no pod of any order without a place", () => {
    const web = { group: group("web", { millicores: 1900, spread }), count: 4 };
    expect(leastLimit(pool, [[web]])).toBe(4);
  });

  test("a pod larger than a node is an error with its name", () => {
    expect(() => worstOf(pool, [[{ group: group("app/web", { memoryMiB: 6500 }), count: 1 }]])).toThrow(
      new UnplacedError(
        "A pod of app/web (500m, 6500 MiB) fits no node: an empty one has 1930m and 6012 MiB for pods. Lower what it requests, or choose a larger instance type.",
      ),
    );
  });

  test("a pod that finds no place within the pool's limit is an error with its name", () => {
    expect(() => worstOf(pool, [[{ group: group("app/web", { millicores: 1500 }), count: 4 }]])).toThrow(
      new UnplacedError(
        "A pod of app/web (1500m, 500 MiB) has no place: app-nodes may have 3 nodes, and its rules of spread or the room on them keep it off each. All pods have a place on 4 nodes: raise appNodeCountMax to 4 or more, or lower what the pods request.",
      ),
    );
  });

  test("rules that no number of nodes meets are an error with the pod's name", () => {
    const peer = group("peer", { spread: [{ over: "zone", maxSkew: 1, minDomains: 4 }] });
    expect(() => leastLimit(pool, [[{ group: peer, count: 4 }]])).toThrow(
      new UnplacedError(
        `A pod of peer has a place on no number of nodes: it is to be spread over 4 zones, and app-nodes is in 3 (${ZONES.join(", ")}). Let it be spread over 3, or give the pool more zones.`,
      ),
    );
  });
});
