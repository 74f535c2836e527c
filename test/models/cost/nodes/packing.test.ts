import { UnpricedError } from "../../../../kinds/pricing/errors";
import { hoursOf, mebibytes, millicores } from "../../../../models/cost/nodes/amounts";
import { allocatableOfType } from "../../../../models/cost/nodes/allocatable";
import { packNodes } from "../../../../models/cost/nodes/packing";
import type { PodGroup } from "../../../../models/cost/nodes/pods";
import type { PodCount } from "../../../../tiers";
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
  isJob: false,
  nodeSelector: {},
  tolerations: [],
  aloneOnNode: false,
  spread: [],
  wishesZones: false,
  ...rest,
});
const nodesFor = (...demand: PodCount[]) => packNodes(demand, SIZE, ZONES).length;

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

  test("of an unknown type is an error", () => {
    expect(() => allocatableOfType("t4g.small", "the pool")).toThrow("the pool runs on t4g.small");
  });
});

describe("packing", () => {
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
    const nodes = packNodes([{ group: group("peer", { spread }), count: 3 }], SIZE, ZONES);
    expect(nodes.map(({ zone }) => zone)).toEqual(ZONES);
  });

  test("counts a node as empty while there are fewer than the spread asks for", () => {
    const spread = [{ over: "node", maxSkew: 1, minDomains: 2 }] as const;
    expect(nodesFor({ group: group("web", { spread }), count: 1 })).toBe(1);
    expect(nodesFor({ group: group("web", { spread }), count: 2 })).toBe(2);
  });

  test("needs one more node when the largest pod leaves no room for a pod that must be on each", () => {
    const spread = [{ over: "node", maxSkew: 1, minDomains: 1 }] as const;
    const large = { group: group("large", { memoryMiB: 3600 }), count: 1 };
    expect(nodesFor(large, { group: group("small", { memoryMiB: 400, spread }), count: 3 })).toBe(2);
    // Nothing fits beside the large one, so two on one node would be two more than there.
    expect(nodesFor(large, { group: group("small", { memoryMiB: 401, spread }), count: 2 })).toBe(3);
  });

  test("keeps a node in each zone that the least number of pods wishes to be in", () => {
    const wish = group("web", { wishesZones: true, replicasMin: 3, millicores: 1, memoryMiB: 1 });
    expect(nodesFor({ group: wish, count: 3 })).toBe(3);
    expect(nodesFor({ group: { ...wish, replicasMin: 1 }, count: 3 })).toBe(1);
  });

  test("a pod larger than a node is an error with its name", () => {
    expect(() => nodesFor({ group: group("app/web", { memoryMiB: 4001 }), count: 1 })).toThrow(
      "A pod of app/web (500m, 4001 MiB) fits no node: an empty one has 2000m and 4000 MiB for pods.",
    );
  });

  const anyDemand = fc.array(
    fc.record({
      millicores: fc.integer({ min: 1, max: 2000 }),
      memoryMiB: fc.integer({ min: 1, max: 4000 }),
      count: fc.integer({ min: 0, max: 12 }),
      aloneOnNode: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  type Sized = Pick<PodGroup, "millicores" | "memoryMiB" | "aloneOnNode"> & { readonly count: number };
  const demandOf = (groups: readonly Sized[]): PodCount[] =>
    groups.map(({ count, ...rest }, index) => ({ group: group(`group-${index}`, rest), count }));

  test("places every pod, on nodes that hold it", () => {
    fc.assert(
      fc.property(anyDemand, (groups) => {
        const demand = demandOf(groups);
        const nodes = packNodes(demand, SIZE, ZONES);
        for (const { pods } of nodes) {
          expect(pods.length).toBeGreaterThan(0);
          expect(pods.reduce((sum, each) => sum + each.millicores, 0)).toBeLessThanOrEqual(SIZE.millicores);
          expect(pods.reduce((sum, each) => sum + each.memoryMiB, 0)).toBeLessThanOrEqual(SIZE.memoryMiB);
        }
        for (const { group: each, count } of demand)
          expect(nodes.flatMap(({ pods }) => pods).filter((pod) => pod === each)).toHaveLength(count);
      }),
    );
  });

  test("more pods of a group never need fewer nodes", () => {
    fc.assert(
      fc.property(
        fc.record({
          millicores: fc.integer({ min: 1, max: 2000 }),
          memoryMiB: fc.integer({ min: 1, max: 4000 }),
          count: fc.integer({ min: 0, max: 40 }),
          maxSkew: fc.integer({ min: 1, max: 3 }),
        }),
        ({ count, maxSkew, ...rest }) => {
          const pods = group("web", { ...rest, spread: [{ over: "node", maxSkew, minDomains: 2 }] });
          expect(nodesFor({ group: pods, count: count + 1 })).toBeGreaterThanOrEqual(
            nodesFor({ group: pods, count }),
          );
        },
      ),
    );
  });
});
