import { SAME_AT_EVERY_TIER } from "../../facts";
import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

export const networkPolicy = kind("kubernetes:networking.k8s.io/v1:NetworkPolicy", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free(IN_CONTROL_PLANE),
  replaces: { inputs: [], verification: "source", source: KUBERNETES_DIFF },
  changes: SAME_AT_EVERY_TIER,
});
