import kubernetesData from "../../models/replacement/kubernetes-immutable.json";
import { namespaceOf } from "../kubernetes-names";
import type { Refusal } from "./refusal";

const BUILT_IN = ["default", "kube-system", "kube-public", "kube-node-lease"];
const NAMESPACE = "kubernetes:core/v1:Namespace";

/** One for each kind that lives in a namespace: the namespace must be there first. */
export function namespaceRefusals(): Refusal[] {
  return Object.keys(kubernetesData.kinds)
    .filter((type) => namespaceOf(type, {}) !== null)
    .map((type) => ({
      id: "namespace-missing",
      type,
      on: ["create"],
      message: "NotFound: the object's namespace does not exist. Let the object wait for it.",
      applies: ({ after, world }) => {
        const namespace = namespaceOf(type, after);
        return (
          namespace !== null &&
          !BUILT_IN.includes(namespace) &&
          !world.ofType(NAMESPACE).some(({ id }) => id === namespace)
        );
      },
    }));
}
