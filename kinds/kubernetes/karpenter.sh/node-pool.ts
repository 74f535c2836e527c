import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { EBS_VOLUMES, EC2_CPU_CREDITS, EC2_INSTANCES } from "../../pricing/bill-items";
import { priced } from "../../pricing/price";
import { EBS_VOLUME_PRICE, EC2_INSTANCE_PRICE } from "../../pricing/price-searches";
import { KUBERNETES_DIFF } from "../../sources";
import { nodePoolPrice } from "./node-pool-price";

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
  replaces: { inputs: [], verification: "source", source: KUBERNETES_DIFF },
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
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 2,
      minutesMax: 10,
      note: "Nodes of static capacity are added or taken away",
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
