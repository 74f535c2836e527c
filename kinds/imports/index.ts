import { kindOf, type KINDS } from "..";
import { CLUSTER_IMPORTS } from "./cluster";
import { DATA_IMPORTS } from "./data";
import { EDGE_IMPORTS } from "./edge";
import { IDENTITY_IMPORTS } from "./identity";
import type { ImportFact } from "./import-fact";
import { NETWORK_IMPORTS } from "./network";
import { OPERATIONS_IMPORTS } from "./operations";
import { RANDOM_IMPORTS } from "./random";

/** Types of the catalogue that have no Kubernetes id, which is always namespace and name. */
type NotKubernetes = Exclude<(typeof KINDS)[number]["type"], `kubernetes:${string}`>;

/** Import ids by type; a type of the catalogue that is missing does not compile. */
const IMPORTS: Readonly<Record<NotKubernetes, ImportFact>> = {
  ...NETWORK_IMPORTS,
  ...CLUSTER_IMPORTS,
  ...IDENTITY_IMPORTS,
  ...DATA_IMPORTS,
  ...EDGE_IMPORTS,
  ...OPERATIONS_IMPORTS,
  ...RANDOM_IMPORTS,
};

const byType: ReadonlyMap<string, ImportFact> = new Map(Object.entries(IMPORTS));

/** https://www.pulumi.com/docs/iac/cli/commands/pulumi_import/: the id of a Kubernetes object is `namespace/name`. */
const KUBERNETES_SOURCE =
  "https://www.pulumi.com/registry/packages/kubernetes/api-docs/core/v1/configmap/#import";

/** How an object of a type is imported; undefined for a type that the catalogue does not have. */
export function importFactOf(type: string): ImportFact | undefined {
  const name = kindOf(type)?.name;
  if (name === undefined || !("scope" in name)) return byType.get(type);
  return {
    id: name.scope === "cluster" ? "{metadata.name}" : "{metadata.namespace}/{metadata.name}",
    source: KUBERNETES_SOURCE,
  };
}
