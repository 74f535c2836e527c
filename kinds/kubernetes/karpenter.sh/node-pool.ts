import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { EBS_VOLUMES, EC2_CPU_CREDITS, EC2_INSTANCES } from "../../pricing/bill-items";
import { priced } from "../../pricing/price";
import { EBS_VOLUME_PRICE, EC2_INSTANCE_PRICE } from "../../pricing/price-searches";
import { KUBERNETES_DIFF } from "../../sources";
import { nodePoolPrice } from "./node-pool-price";

/** Takes the nodes of Qdrant's pools away, in each of which the pods have moved or wait. */
const EMPTY_STATIC_POOLS = [
  `kubectl get nodepool -o name | grep nodepool.karpenter.sh/qdrant- | xargs -I {} kubectl patch {} --type merge -p '{"spec":{"replicas":0}}'`,
  "kubectl wait node -l scaling-tiers/pool=qdrant --for=delete --timeout=90m",
];

export const nodePool = kind("kubernetes:karpenter.sh/v1:NodePool", {
  name: { scope: "cluster" },
  tags: "labels",
  price: priced(
    nodePoolPrice,
    [
      EC2_INSTANCES,
      EC2_CPU_CREDITS,
      EBS_VOLUMES,
      { title: "EKS Auto Mode fee", usageType: /EKS-Auto/, priceKey: /^eks\.autoMode\./ },
    ],
    [EC2_INSTANCE_PRICE, EBS_VOLUME_PRICE],
  ),
  replaces: { inputs: [], minutesAreOfTheEnd: true, verification: "source", source: KUBERNETES_DIFF },
  changes: [
    {
      property: "metadata.name",
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 10,
      minutesMax: 90,
      note: "A pool of the other instance type is made; the old one is then deleted with all its nodes at once, which disruption budgets do not slow down and PodDisruptionBudgets only for an hour",
      source: "https://karpenter.sh/docs/concepts/disruption/",
    },
    {
      property: "spec.template",
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 10,
      minutesMax: 90,
      note: "Nodes drift and are replaced one by one in the maintenance window",
      source: "https://karpenter.sh/docs/concepts/disruption/",
    },
    {
      property: "spec.limits",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "The pool may hold more or fewer nodes",
      source: "https://karpenter.sh/docs/concepts/nodepools/",
    },
    {
      property: "spec.replicas",
      direction: "down",
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Nodes too many go after the up, each when its pods have moved, which PodDisruptionBudgets slow down for an hour at most",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-static-capacity.html",
    },
    {
      property: "spec.replicas",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 2,
      minutesMax: 10,
      note: "Nodes of static capacity are added",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-static-capacity.html",
    },
    {
      property: "spec.disruption",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "When nodes may be replaced",
      source: "https://karpenter.sh/docs/concepts/disruption/",
    },
  ],
  deletes: [
    {
      whenBefore: { "spec.replicas": 0 },
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "The pool has no nodes any more",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-static-capacity.html",
    },
    {
      whenBefore: { "spec.replicas": "*" },
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 10,
      minutesMax: 90,
      note: `Static nodes that are deleted with their pool may be started again without end. Before the up: ${EMPTY_STATIC_POOLS.join("; ")}`,
      source: "https://github.com/kubernetes-sigs/karpenter/pull/2840",
    },
  ],
  refusals: [
    {
      id: "node-pool-changes-capacity-kind",
      on: ["update"],
      message: "Invalid value: spec.replicas: a pool cannot change between static and dynamic capacity.",
      statement: "A pool is static or dynamic for its whole life.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-static-capacity.html",
    },
    {
      id: "static-pool-without-surge",
      on: ["create", "update"],
      message: "A static pool cannot replace a node: limits.nodes must exceed replicas.",
      statement: "The node limit of a static pool exceeds its replicas, so that a node can be replaced.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-static-capacity.html",
    },
  ],
});
