import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { ADDRESS_LEADS } from "../leads";
import { READ_WHEN_ROLLED } from "./read-when-rolled";
import { KUBERNETES_DIFF, KUBERNETES_SETTINGS } from "../../sources";

export const configMap = kind("kubernetes:core/v1:ConfigMap", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(IN_CONTROL_PLANE),
  leads: ADDRESS_LEADS,
  replaces: {
    inputs: ["binaryData", "data"],
    mutableWith: { setting: "enableConfigMapMutable", except: [] },
    verification: "source",
    source: `${KUBERNETES_DIFF}; ${KUBERNETES_SETTINGS}`,
  },
  changes: [
    {
      property: "data",
      ...READ_WHEN_ROLLED,
      source: "https://kubernetes.io/docs/concepts/configuration/configmap/",
    },
  ],
});
