import { fc } from "../../support/property";
import { nodeClassSpec } from "../../../components/cluster/node-class";
import { appNodePoolSpec, nodePoolName, qdrantNodePoolSpec } from "../../../components/cluster/node-pool";
import { qdrantPools } from "../../../components/cluster/pool-plan";
import { peersByZone } from "../../../components/cluster/peers-by-zone";
import { QDRANT_PEER_COUNTS } from "../../../tiers";

const budgets = [{ nodes: "1" }];
const app = (holdsQdrant: boolean) =>
  appNodePoolSpec({
    instanceType: "m7g.large",
    zoneNames: ["us-east-1a", "us-east-1b", "us-east-1c"],
    budgets,
    shape: { vcpu: 2, memoryGiB: 8 },
    nodeCountMax: 4,
    holdsQdrant,
  });
const qdrant = qdrantNodePoolSpec({
  instanceType: "r6g.large",
  zoneNames: ["us-east-1b"],
  budgets,
  nodeCount: 2,
  nodeCountMax: 2,
});

test("a pool is pinned to one Graviton type, on demand, in the zones given", () => {
  expect(app(false).template.spec.requirements).toEqual([
    { key: "node.kubernetes.io/instance-type", operator: "In", values: ["m7g.large"] },
    { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
    { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
    {
      key: "topology.kubernetes.io/zone",
      operator: "In",
      values: ["us-east-1a", "us-east-1b", "us-east-1c"],
    },
  ]);
});

test("the app pool may hold a node more than the autoscalers can ask for, for a replacement, and without peers two for a release", () => {
  expect(app(false).limits).toEqual({ cpu: "14", memory: "56Gi" });
  expect(app(true).limits).toEqual({ cpu: "10", memory: "40Gi" });
  expect(app(false).replicas).toBeUndefined();
});

test("the app pool moves pods together, but not under Qdrant", () => {
  expect(app(false).disruption.consolidationPolicy).toBe("WhenEmptyOrUnderutilized");
  expect(app(true).disruption.consolidationPolicy).toBe("WhenEmpty");
  expect(app(true).template).toEqual(app(false).template);
});

test("a Qdrant pool is of static capacity, for Qdrant alone, with room for a replacement", () => {
  expect(qdrant).toMatchObject({ replicas: 2, limits: { nodes: 3 }, disruption: { budgets } });
  expect(qdrant.template).toMatchObject({
    metadata: { labels: { "scaling-tiers/pool": "qdrant" } },
    spec: { taints: [{ key: "scaling-tiers/pool", value: "qdrant", effect: "NoSchedule" }] },
  });
  expect(app(true).template.spec.taints).toBeUndefined();
});

test("expiry and drain together stay below the 21 days of Auto Mode", () => {
  for (const { template } of [app(true), qdrant]) {
    const hours = [template.spec.expireAfter, template.spec.terminationGracePeriod].map((text) =>
      Number(/^(\d+)h$/.exec(text)?.[1]),
    );
    expect(hours).toEqual([480, 1]);
    expect(hours.reduce((sum, each) => sum + each, 0)).toBeLessThan(21 * 24);
  }
});

test("in a step the pools that peers leave stay beside the new ones, and are emptied without another limit", () => {
  const pools = (formerNodeCount: number, formerNodeInstanceType: string | null = "r6g.xlarge") =>
    qdrantPools({
      spec: { appNodeInstanceType: "c7g.xlarge", appNodeCountMax: 9 },
      appNodeShape: { vcpu: 4, memoryGiB: 8 },
      qdrant: {
        placement: "dedicated",
        peerCount: 6,
        nodeInstanceType: "r6g.2xlarge",
        formerNodeInstanceType,
        formerNodeCount,
      },
      zones: [
        { name: "us-east-1a", id: "use1-az1" },
        { name: "us-east-1b", id: "use1-az2" },
        { name: "us-east-1c", id: "use1-az4" },
      ],
      maintenance: { cronUtc: "0 3 * * 0", durationHours: 4 },
    }).map(({ role, earlierRole, name, spec }) => [role, earlierRole, name, spec.replicas, spec.limits]);
  const current = [0, 1, 2].map((zone) => [
    `zone-${zone}-r6g-2xlarge`,
    undefined,
    `qdrant-zone-${zone}-r6g-2xlarge`,
    2,
    { nodes: 3 },
  ]);
  const former = (replicas: number) =>
    [0, 1, 2].map((zone) => [
      `zone-${zone}-r6g-xlarge`,
      `zone-${zone}`,
      `qdrant-zone-${zone}-r6g-xlarge`,
      replicas,
      { nodes: 3 },
    ]);
  expect(pools(6)).toEqual([...current, ...former(2)]);
  expect(pools(0)).toEqual([...current, ...former(0)]);
  expect(pools(0, null).map(([, earlierRole]) => earlierRole)).toEqual(["zone-0", "zone-1", "zone-2"]);
});

test("a pool of another instance type has another name", () => {
  expect(nodePoolName("qdrant-zone-0", "r6g.large")).toBe("qdrant-zone-0-r6g-large");
  expect(nodePoolName("qdrant-zone-0", "r6g.2xlarge")).toBe("qdrant-zone-0-r6g-2xlarge");
});

test("a node class names subnets and group by id, and says how large the disk is", () => {
  expect(
    nodeClassSpec({
      nodeRoleName: "node",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupId: "sg-1",
      ephemeralStorageGiB: 20,
      tags: { project: "scaling-tiers" },
    }),
  ).toEqual({
    role: "node",
    subnetSelectorTerms: [{ id: "subnet-1" }, { id: "subnet-2" }],
    securityGroupSelectorTerms: [{ id: "sg-1" }],
    networkPolicy: "DefaultAllow",
    networkPolicyEventLogs: "Disabled",
    ephemeralStorage: { size: "20Gi" },
    tags: { project: "scaling-tiers" },
  });
});

test("eight peers over three zones are three, three and two", () => {
  expect(peersByZone(8, 3)).toEqual([3, 3, 2]);
});

test("every peer has a node, and zones differ by one at most", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 6 }), (peers, zones) => {
      const counts = peersByZone(peers, zones);
      expect(counts).toHaveLength(zones);
      expect(counts.reduce((sum, each) => sum + each, 0)).toBe(peers);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test("growth takes no node from a zone, whose volumes could not follow", () => {
  const steps = QDRANT_PEER_COUNTS.map((peers) => peersByZone(peers, 3));
  for (const [index, next] of steps.slice(1).entries())
    next.forEach((count, zone) => {
      expect(count).toBeGreaterThanOrEqual(steps[index]?.[zone] ?? 0);
    });
});
