import type { RefusalFacts } from "../facts";

/** Of every object that lives in a namespace. */
export const NAMESPACE_MISSING: RefusalFacts = {
  id: "namespace-missing",
  on: ["create"],
  message: "NotFound: the object's namespace does not exist. Let the object wait for it.",
  statement: "An object is created in a namespace that exists.",
  evidence: "read",
  source: "https://github.com/slok/kahoy/issues/113",
};
