import { kind } from "../../kind";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

export const nodeClass = kind("kubernetes:eks.amazonaws.com/v1:NodeClass", {
  name: { scope: "cluster" },
  tags: { constant: "A changed NodeClass is drift: Auto Mode would replace every node at each tier step." },
  price: free("a template; its nodes are on their node pool's line"),
  replaces: { inputs: [], verification: "source", source: KUBERNETES_DIFF },
  changes: [
    {
      property: "spec",
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 10,
      minutesMax: 90,
      note: "Nodes of the class drift and are replaced one by one in the maintenance window",
      source: "https://karpenter.sh/docs/concepts/disruption/",
    },
  ],
  refusals: [
    {
      id: "node-class-before-access-entry",
      on: ["create"],
      message:
        "Nodes of the class cannot join: its role has no access entry of type EC2 with AmazonEKSAutoNodePolicy.",
      statement:
        "A role of one's own needs an access entry of type EC2 and AmazonEKSAutoNodePolicy, else nodes do not join.",
      evidence: "read",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html",
    },
  ],
});
