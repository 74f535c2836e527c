import { KINDS } from "../../kinds";
import type { Kind } from "../../kinds/kind";
import { NAMESPACE_MISSING } from "../../kinds/kubernetes/namespace-missing";
import { CLUSTER_REFUSALS, OBJECT_REFUSALS } from "./cluster";
import { CACHE_REFUSALS, DATABASE_REFUSALS } from "./database";
import { EDGE_AND_NETWORK_REFUSALS } from "./edge-and-network";
import { isNamespaceMissing } from "./namespaces";
import type { Conditions, Refusal } from "./refusal";

/** When each refusal applies, by its id. */
export const CONDITIONS: Conditions = {
  ...CACHE_REFUSALS,
  ...CLUSTER_REFUSALS,
  ...DATABASE_REFUSALS,
  ...EDGE_AND_NETWORK_REFUSALS,
  ...OBJECT_REFUSALS,
};

function refusalsOf({ type, name, refusals = [] }: Kind): Refusal[] {
  const own = refusals.map((facts) => {
    const applies = CONDITIONS[facts.id];
    if (applies === undefined)
      throw new Error(
        `The refusal ${facts.id} of ${type} has no condition. Add it to a file of rehearsal/refusals.`,
      );
    return { ...facts, type, applies };
  });
  if (!("scope" in name) || name.scope === "cluster") return own;
  return [...own, { ...NAMESPACE_MISSING, type, applies: isNamespaceMissing(type) }];
}

/** Everything the stand-ins refuse although the schema allows it; the first that applies is reported. */
export const REFUSALS: readonly Refusal[] = KINDS.flatMap(refusalsOf);
