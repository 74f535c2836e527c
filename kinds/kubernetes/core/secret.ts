import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { READ_WHEN_ROLLED } from "./read-when-rolled";
import { KUBERNETES_DIFF, KUBERNETES_SETTINGS } from "../../sources";

const PAGE = "https://kubernetes.io/docs/concepts/configuration/secret/";

export const secret = kind("kubernetes:core/v1:Secret", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(IN_CONTROL_PLANE),
  replaces: {
    inputs: ["type", "stringData", "data"],
    mutableWith: { setting: "enableSecretMutable", except: ["type"] },
    verification: "source",
    source: `${KUBERNETES_DIFF}; ${KUBERNETES_SETTINGS}`,
  },
  changes: [
    { property: "stringData", ...READ_WHEN_ROLLED, source: PAGE },
    { property: "data", ...READ_WHEN_ROLLED, source: PAGE },
  ],
});
