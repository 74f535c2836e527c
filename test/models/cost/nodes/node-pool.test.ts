import type { CostContext } from "../../../../kinds/pricing/formula";
import { nodePoolPrice } from "../../../../kinds/kubernetes/karpenter.sh/node-pool-price";
import { mostNodes, nodeCounts } from "../../../../models/cost/nodes/node-count";
import { poolNodes } from "../../../../models/cost/nodes/pool-nodes";
import { nodePoolOf } from "../../../../models/cost/nodes/pool";
import type { ManifestResource } from "../../../../models/manifest/manifest";
import { workloadOf } from "../../../../models/load/workload";
import { DEFAULT_COEFFICIENTS } from "../../../../models/load/workload-coefficients";
import { tierNamed } from "../../../../tiers";
import { manifestWith } from "../../../support/manifest-with";

const resource = (type: string, name: string, inputs: ManifestResource["inputs"]): ManifestResource => ({
  urn: `urn:pulumi:dry-run::scaling-tiers::${type}::${name}`,
  type,
  name,
  component: "app",
  parent: null,
  provider: null,
  dependsOn: [],
  inputs,
  protect: false,
  retainOnDelete: false,
});

const nodeClass = resource("kubernetes:eks.amazonaws.com/v1:NodeClass", "node-class", {
  metadata: { name: "app" },
  spec: { ephemeralStorage: { size: "20Gi" } },
});

const pool = (
  instanceTypes: string[],
  limits: Record<string, unknown> = { cpu: "10", memory: "40Gi" },
  rest: Record<string, unknown> = {},
) =>
  resource("kubernetes:karpenter.sh/v1:NodePool", "app-nodes", {
    spec: {
      limits,
      template: {
        metadata: { labels: { pool: "app" } },
        spec: {
          nodeClassRef: { name: "app" },
          expireAfter: "480h",
          requirements: [
            { key: "node.kubernetes.io/instance-type", operator: "In", values: instanceTypes },
            { key: "topology.kubernetes.io/zone", operator: "In", values: ["a", "b", "c"] },
          ],
        },
      },
      ...rest,
    },
  });

const podSpec = (cpu: string, memory: string, rest: Record<string, unknown> = {}) => ({
  spec: { containers: [{ resources: { requests: { cpu, memory } } }], ...rest },
});
const web = (template = podSpec("900m", "512Mi", { nodeSelector: { pool: "app" } })) =>
  resource("kubernetes:apps/v1:Deployment", "web", {
    metadata: { name: "web", namespace: "app" },
    spec: { strategy: { rollingUpdate: { maxSurge: 1 } }, template },
  });
const autoscaler = (minReplicas: number, maxReplicas: number) =>
  resource("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "web-autoscaler", {
    metadata: { name: "web", namespace: "app" },
    spec: {
      scaleTargetRef: { kind: "Deployment", name: "web" },
      minReplicas,
      maxReplicas,
      metrics: [{ type: "Resource", resource: { name: "cpu", target: { averageUtilization: 50 } } }],
    },
  });
const cronJob = resource("kubernetes:batch/v1:CronJob", "snapshots", {
  metadata: { name: "snapshots", namespace: "qdrant" },
  spec: { jobTemplate: { spec: { template: podSpec("1500m", "384Mi") } } },
});

const contextOf = (users: number, ...resources: ManifestResource[]): CostContext => {
  const manifest = manifestWith("2k", resources);
  const context = {
    tier: tierNamed("2k"),
    manifest,
    workload: {
      floor: workloadOf(0),
      expected: workloadOf(users),
      ceiling: workloadOf(users * 2),
    },
    allowance: () => 0,
  };
  return { ...context, nodesOf: (each) => poolNodes(each, context) };
};

const charged = (of: ManifestResource, context: CostContext) =>
  Object.fromEntries(nodePoolPrice(of, context).map((item) => [item.item, item]));

describe("a dynamic pool", () => {
  const nodes = pool(["m7g.large"]);

  test("is charged for the nodes its pods fill at the autoscaler's minimum and maximum", () => {
    // An m7g.large has 1,930m for pods: two of 900m. 2 pods: 1 node; 8 pods: 4 nodes, one under the limit of 5.
    const items = charged(nodes, contextOf(0, nodes, nodeClass, web(), autoscaler(2, 8)));
    expect(items["instance hours"]).toMatchObject({
      priceKey: "ec2.m7g.large",
      quantity: { floor: 730, expected: 730, ceiling: 4 * 730 },
      basis: "autoscale",
    });
    // Every node once in 480 hours for an hour, and a day at the ceiling.
    expect(items["instance hours of replacements"]?.quantity).toEqual({
      floor: 730 / 480,
      expected: 730 / 480,
      // A release at full load may take the pool to its limit for half an hour a day.
      ceiling: 24 + (730 / 24) * 0.5,
    });
    expect(items["Auto Mode fee"]).toMatchObject({
      priceKey: "eks.autoMode.m7g.large",
      quantity: { floor: 730 + 730 / 480, ceiling: 4 * 730 + 24 + (730 / 24) * 0.5 },
    });
    // 20 GiB of data and 4 GiB of operating system.
    expect(items["node volumes"]?.priceKey).toBe("ebs.gp3.storage");
    expect(items["node volumes"]?.quantity.ceiling).toBeCloseTo(
      ((4 * 730 + 24 + (730 / 24) * 0.5) / 730) * 24,
      9,
    );
    expect(items["surplus CPU credits"]).toBeUndefined();
  });

  test("weighs the nodes of peak and other hours by how long they last", () => {
    // 50,000 users: 5 cores at the peak. 5,000m / 450m = 12 pods, that is 6 nodes; beside it 4 cores: 9 pods, 5 nodes.
    const users = 50_000;
    const { appCoresPeak, appCoresAverage, peakHoursPerMonth } = workloadOf(users);
    const peak = peakHoursPerMonth / 730;
    expect(appCoresPeak).toBeCloseTo(5, 9);
    const beside = (appCoresAverage - appCoresPeak * peak) / (1 - peak);
    const nodesBeside = Math.ceil(Math.ceil((beside * 1000) / 450) / 2);
    const large = pool(["m7g.large"], { cpu: "42", memory: "168Gi" });
    const context = contextOf(users, large, nodeClass, web(), autoscaler(2, 40));
    expect(nodeCounts(nodePoolOf(large, context.manifest), context).running.expected).toBeCloseTo(
      6 * peak + nodesBeside * (1 - peak),
      9,
    );
    expect(DEFAULT_COEFFICIENTS.peakHoursPerDay / 24).toBeCloseTo(peak, 9);
  });

  test("counts jobs at the ceiling and the pods of a rollout in what it needs at the most", () => {
    const context = contextOf(0, nodes, nodeClass, web(), autoscaler(2, 8), cronJob);
    // 8 web pods fill 4 nodes; the job of 1,500m needs one of its own, on which no pod of 900m fits.
    expect(mostNodes(nodePoolOf(nodes, context.manifest), context.manifest)).toEqual({
      atMaximum: 4,
      duringRollout: 6,
    });
    expect(nodeCounts(nodePoolOf(nodes, context.manifest), context)).toEqual({
      running: { floor: 1, expected: 1, ceiling: 4 },
      passing: 1,
    });
  });

  test("without pods costs nothing but what its limits allow", () => {
    const one = pool(["m7g.large"], { cpu: "2", memory: "8Gi" });
    const context = contextOf(100, one, nodeClass);
    expect(nodeCounts(nodePoolOf(one, context.manifest), context)).toEqual({
      running: { floor: 0, expected: 0, ceiling: 0 },
      passing: 0,
    });
  });

  test("takes the largest init container where it needs more than the containers", () => {
    const init = [{ resources: { requests: { cpu: "1500m", memory: "100Mi" } } }];
    const template = podSpec("100m", "512Mi", { initContainers: init });
    const context = contextOf(0, nodes, nodeClass, web(template), autoscaler(2, 2));
    expect(nodeCounts(nodePoolOf(nodes, context.manifest), context).running.floor).toBe(2);
  });
});

test("a static pool is charged for its replicas, whatever the load is", () => {
  const nodes = pool(["r6g.xlarge"], { nodes: 4 }, { replicas: 3 });
  const items = charged(nodes, contextOf(100_000, nodes, nodeClass));
  expect(items["instance hours"]).toMatchObject({
    quantity: { floor: 3 * 730, expected: 3 * 730, ceiling: 3 * 730 },
    basis: "fixed",
  });
  expect(items["instance hours of replacements"]?.quantity.expected).toBeCloseTo((3 * 730) / 480, 9);
});

test("surplus credits of T4g nodes stand outside the figures", () => {
  const nodes = pool(["t4g.medium"], { cpu: "6", memory: "12Gi" });
  const items = charged(nodes, contextOf(100, nodes, nodeClass, web(), autoscaler(2, 4)));
  // 2 nodes of 2 vCPU at 100 % instead of the 20 % that cost no credits.
  expect(items["surplus CPU credits"]).toMatchObject({
    priceKey: "ec2.cpuCredits.t4g",
    outsideFigures: true,
    quantity: { floor: 0, expected: 0, ceiling: 2 * 2 * 0.8 * 730 },
  });
});

describe("what cannot be placed is an error by name", () => {
  const nodes = pool(["m7g.large"]);

  test.each([
    [
      "pods that no pool takes",
      [nodes, web(podSpec("1", "1Gi", { nodeSelector: { pool: "gpu" } }))],
      "No node pool takes the pods of app/web.",
    ],
    ["a pod larger than a node", [nodes, web(podSpec("3", "1Gi"))], "A pod of app/web"],
    [
      "a pod without requests",
      [nodes, web({ spec: { containers: [{}] } } as never)],
      "web cannot be placed on nodes",
    ],
    [
      "an unknown add-on",
      [nodes, resource("aws:eks/addon:Addon", "cluster-csi", { addonName: "csi" })],
      "cluster-csi is an EKS add-on whose pods the model does not know.",
    ],
    [
      "a pool of two types",
      [pool(["m7g.large", "m7g.xlarge"])],
      "app-nodes is not pinned to one instance type",
    ],
    ["a type of unknown shape", [pool(["x9g.large"])], "app-nodes runs on x9g.large"],
  ] as const)("%s", (_what, resources, message) => {
    const context = contextOf(0, nodeClass, ...resources);
    expect(() => nodePoolPrice(resources[0], context)).toThrow(message);
  });
});
