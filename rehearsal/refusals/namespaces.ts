import { namespaceOf } from "../kubernetes-names";
import type { Condition } from "./refusal";

const BUILT_IN = ["default", "kube-system", "kube-public", "kube-node-lease"];
const NAMESPACE = "kubernetes:core/v1:Namespace";

/** The namespace of an object must be there first. */
export const isNamespaceMissing =
  (type: string): Condition =>
  ({ after, world }) => {
    const namespace = namespaceOf(type, after);
    return (
      namespace !== null &&
      !BUILT_IN.includes(namespace) &&
      !world.ofType(NAMESPACE).some(({ id }) => id === namespace)
    );
  };
