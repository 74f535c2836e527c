import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

export const job = kind("kubernetes:batch/v1:Job", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free("Its pod runs for seconds on a node that is there for others."),
  replaces: {
    inputs: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
    verification: "source",
    source: KUBERNETES_DIFF,
  },
  changes: [
    {
      property: "spec.template",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 3,
      note: "Runs again",
      source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
    },
  ],
  creates: [
    {
      minutesMin: 0.1,
      minutesMax: 5,
      basis: "estimate",
      note: "Pulumi waits until it has succeeded; a node may have to start first",
      source: "https://www.pulumi.com/registry/packages/kubernetes/api-docs/batch/v1/job/",
    },
  ],
});
