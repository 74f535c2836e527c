import { nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const eksAddon = kind("aws:eks/addon:Addon", {
  name: nameless("Told apart by what it belongs to", refusesSecond("clusterName", "addonName")),
  tags: "tags",
  price: free(
    "AWS does not charge for its own add-ons; their pods run on nodes, which their node pool's line pays for",
  ),
  replaces: {
    inputs: ["addonName", "clusterName", "namespaceConfig", "namespaceConfig.namespace"],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/eks/addon.go (v6.40+)",
  },
  changes: [
    {
      property: "addonVersion",
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.5,
      minutesMax: 5,
      note: "Its pods are replaced one by one; autoscalers that miss a measurement keep their number of pods",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html",
    },
    {
      property: "configurationValues",
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.5,
      minutesMax: 5,
      note: "Its pods are replaced one by one; autoscalers that miss a measurement keep their number of pods",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html",
    },
  ],
  creates: [
    {
      minutesMin: 0.5,
      minutesMax: 3,
      basis: "estimate",
      note: "The provider waits until the add-on is active",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html",
    },
  ],
  refusals: [
    {
      id: "add-on-before-nodes",
      on: ["create"],
      message:
        "CREATE_FAILED: the add-on did not become ACTIVE within 20 minutes: there is no node to run it.",
      statement:
        "CreateAddon waits until the pods run; metrics-server cannot without a schedulable node. AWS ends the wait after 20 minutes.",
      evidence: "read",
      source: "https://github.com/pulumi/pulumi-eks/issues/1819",
    },
  ],
});
