import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { ON_NODES } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

const PAGE = "https://kubernetes.io/docs/concepts/workloads/controllers/job/";

export const job = kind("kubernetes:batch/v1:Job", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(ON_NODES),
  replaces: {
    inputs: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
    verification: "source",
    source: KUBERNETES_DIFF,
  },
  changes: [
    {
      property: "metadata.name",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: false,
      minutesMin: 0.1,
      minutesMax: 30,
      note: "Runs once more, before any pod is replaced; what it does to the data is the product's own",
      source: PAGE,
    },
    {
      property: "spec",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 30,
      note: "A new template runs once more; a new limit holds at once",
      source: PAGE,
    },
  ],
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 30,
      basis: "estimate",
      note: "Pulumi waits until the command has succeeded, at most as long as its deadline",
      source: "https://www.pulumi.com/docs/iac/clouds/kubernetes/",
    },
  ],
});
