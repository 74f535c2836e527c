import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { ON_NODES } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

const PAGE = "https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/";

export const daemonSet = kind("kubernetes:apps/v1:DaemonSet", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(ON_NODES),
  replaces: { inputs: ["spec.selector"], verification: "source", source: KUBERNETES_DIFF },
  changes: [
    {
      property: "spec.template",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 1,
      minutesMax: 30,
      note: "The pod of one node after the other is replaced; what it reads waits meanwhile",
      source: PAGE,
    },
  ],
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.5,
      minutesMax: 2,
      note: "Nothing ships logs any more: what pods print goes with their nodes",
      source: PAGE,
    },
  ],
});
