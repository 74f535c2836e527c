import { fc } from "../../support/property";
import { nodeClassSpec } from "../../../components/cluster/node-class";
import { appNodePoolSpec, nodePoolName, qdrantNodePoolSpec } from "../../../components/cluster/node-pool";
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

test("the app pool may hold one node more than the autoscalers can ask for", () => {
  expect(app(false).limits).toEqual({ cpu: "10", memory: "40Gi" });
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
