import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF, KUBERNETES_SETTINGS } from "../../sources";

export const configMap = kind("kubernetes:core/v1:ConfigMap", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(IN_CONTROL_PLANE),
  replaces: {
    inputs: ["binaryData", "data"],
    mutableWith: { setting: "enableConfigMapMutable", except: [] },
    verification: "source",
    source: `${KUBERNETES_DIFF}; ${KUBERNETES_SETTINGS}`,
  },
  changes: [
    {
      property: "data",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Pods read it when they are rolled, by the checksum in their template",
      source: "https://kubernetes.io/docs/concepts/configuration/configmap/",
    },
  ],
});
