import { CLIENT_CONNECTIONS_PER_POOLER } from "../../tiers";
import { fc } from "../support/property";
import { podsAtMost, poolSizes, poolerResources, reservedConnections } from "../../tiers/pooler-capacity";
import { tiers } from "../../tiers";

const sizings = fc
  .record({
    pooledConnections: fc.integer({ min: 50, max: 5_000 }),
    poolerReplicas: fc.integer({ min: 1, max: 20 }),
    servingReplicas: fc.integer({ min: 0, max: 5 }),
    shardCount: fc.integer({ min: 1, max: 16 }),
  })
  .filter(
    ({ pooledConnections, poolerReplicas }) =>
      pooledConnections - reservedConnections(pooledConnections) >= 2 * podsAtMost(poolerReplicas),
  );

describe("pool sizes", () => {
  test("all pods of a rollout together leave the reserve of a primary untouched", () => {
    fc.assert(
      fc.property(sizings, (sizing) => {
        const { write, read } = poolSizes(sizing);
        const readersOfPrimary = sizing.servingReplicas <= 1 ? read : 0;
        const connections = podsAtMost(sizing.poolerReplicas) * (write + readersOfPrimary);
        expect(connections + reservedConnections(sizing.pooledConnections)).toBeLessThanOrEqual(
          sizing.pooledConnections,
        );
      }),
    );
  });

  test("the read pools fit one replica, should the others not answer", () => {
    fc.assert(
      fc.property(sizings, (sizing) => {
        const connections = podsAtMost(sizing.poolerReplicas) * poolSizes(sizing).read;
        expect(connections + reservedConnections(sizing.pooledConnections)).toBeLessThanOrEqual(
          sizing.pooledConnections,
        );
      }),
    );
  });

  test("no larger whole number would fit", () => {
    fc.assert(
      fc.property(sizings, (sizing) => {
        const { write } = poolSizes(sizing);
        const poolers = sizing.servingReplicas <= 1 ? 2 : 1;
        const next = podsAtMost(sizing.poolerReplicas) * poolers * (write + 1);
        expect(next + reservedConnections(sizing.pooledConnections)).toBeGreaterThan(
          sizing.pooledConnections,
        );
      }),
    );
  });

  test("a rollout has one pod more than it keeps and one that is leaving", () => {
    expect(podsAtMost(2)).toBe(4);
  });

  test("a tenth of the connections is kept free, ten at least", () => {
    expect([50, 100, 101, 800].map(reservedConnections)).toEqual([10, 10, 11, 80]);
  });

  test("the tiers' pools", () => {
    expect(tiers.map(({ name, postgres }) => [name, poolSizes(postgres)])).toEqual([
      ["100", { write: 8, read: 8 }],
      ["500", { write: 18, read: 18 }],
      ["2k", { write: 45, read: 45 }],
      ["5k", { write: 144, read: 144 }],
      ["10k", { write: 120, read: 120 }],
      ["20k", { write: 51, read: 51 }],
    ]);
  });

  test("too many pods are refused in words that name both fields", () => {
    expect(() =>
      poolSizes({ pooledConnections: 50, poolerReplicas: 20, servingReplicas: 0, shardCount: 1 }),
    ).toThrow(
      new RangeError(
        "40 connections cannot be divided among 44 PgBouncer pods: raise postgres.pooledConnections (50) or lower postgres.poolerReplicas (20).",
      ),
    );
  });
});

describe("resources of a pod", () => {
  test("grow with the connections it may hold, within one core", () => {
    fc.assert(
      fc.property(sizings, (sizing) => {
        const { cpuRequestMillicores, memoryMiB } = poolerResources(sizing);
        const larger = poolerResources({ ...sizing, shardCount: sizing.shardCount + 1 });
        expect(cpuRequestMillicores).toBeGreaterThanOrEqual(50);
        expect(cpuRequestMillicores).toBeLessThanOrEqual(1_000);
        expect(larger.cpuRequestMillicores).toBeGreaterThanOrEqual(cpuRequestMillicores);
        expect(larger.memoryMiB).toBeGreaterThanOrEqual(memoryMiB);
      }),
    );
  });

  test("memory holds every client (20 KiB) and every encrypted server connection (100 KiB)", () => {
    fc.assert(
      fc.property(sizings, (sizing) => {
        const servers = poolSizes(sizing).write * sizing.shardCount;
        const needMiB = (CLIENT_CONNECTIONS_PER_POOLER * 20 + servers * 100) / 1_024;
        expect(poolerResources(sizing).memoryMiB).toBeGreaterThanOrEqual(needMiB);
      }),
    );
  });

  test("the tiers' pods", () => {
    expect(tiers.map(({ postgres }) => poolerResources(postgres))).toEqual([
      { cpuRequestMillicores: 50, memoryMiB: 80 },
      { cpuRequestMillicores: 50, memoryMiB: 80 },
      { cpuRequestMillicores: 50, memoryMiB: 80 },
      { cpuRequestMillicores: 72, memoryMiB: 96 },
      { cpuRequestMillicores: 120, memoryMiB: 96 },
      { cpuRequestMillicores: 102, memoryMiB: 96 },
    ]);
  });
});
