import { SAME_AT_EVERY_TIER } from "../../facts";
import { kind } from "../../kind";
import { IN_CONTROL_PLANE } from "../../pricing/free-reasons";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";

export const storageClass = kind("kubernetes:storage.k8s.io/v1:StorageClass", {
  name: { scope: "cluster" },
  tags: {
    constant:
      "StorageClass parameters are immutable: a change would replace the class under the data volumes.",
  },
  price: free(IN_CONTROL_PLANE),
  replaces: { inputs: ["parameters", "provisioner"], verification: "source", source: KUBERNETES_DIFF },
  changes: SAME_AT_EVERY_TIER,
  refusals: [
    {
      id: "storage-class-changes",
      on: ["update"],
      message: "Invalid: reclaimPolicy and volumeBindingMode of a storage class cannot change.",
      statement: "Reclaim policy and binding mode of a class are fixed.",
      evidence: "general knowledge",
      source:
        "https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/storage/validation/validation.go",
    },
  ],
});
