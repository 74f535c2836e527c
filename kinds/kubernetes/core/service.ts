import { SAME_AT_EVERY_TIER } from "../../facts";
import { kind } from "../../kind";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";
import { SERVICE_LEADS } from "../leads";

export const service = kind("kubernetes:core/v1:Service", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free("routes inside the cluster; the load balancer is a resource of its own"),
  leads: SERVICE_LEADS,
  replaces: { inputs: ["spec.clusterIP"], verification: "source", source: KUBERNETES_DIFF },
  changes: SAME_AT_EVERY_TIER,
});
