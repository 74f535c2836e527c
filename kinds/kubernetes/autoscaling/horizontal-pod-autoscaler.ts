import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

export const horizontalPodAutoscaler = kind("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(IN_CONTROL_PLANE),
  replaces: { inputs: [], verification: "source", source: KUBERNETES_DIFF },
  changes: [
    {
      property: "spec",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Other limits of autoscaling",
      source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",
    },
  ],
});
