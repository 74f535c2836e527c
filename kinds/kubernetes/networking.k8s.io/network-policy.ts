import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

export const networkPolicy = kind("kubernetes:networking.k8s.io/v1:NetworkPolicy", {
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
      note: "The nodes apply the new rules within seconds, to new connections",
      source: "https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    },
  ],
});
