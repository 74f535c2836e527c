import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

const SERVER_SIDE_APPLY =
  "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/";

/** Keys of a ConfigMap that may belong to somebody else; it is made where there is none. */
export const configMapPatch = kind("kubernetes:core/v1:ConfigMapPatch", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(IN_CONTROL_PLANE),
  replaces: { inputs: [], verification: "source", source: KUBERNETES_DIFF },
  changes: [
    {
      property: "data",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "The keys of the patch are set; those of others stay",
      source: SERVER_SIDE_APPLY,
    },
  ],
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0,
      minutesMax: 1,
      note: "The ConfigMap stays, without the keys of the patch",
      source: SERVER_SIDE_APPLY,
    },
  ],
});
