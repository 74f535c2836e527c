import { nodePoolOf, NODE_POOL_TYPE, type NodePool } from "../../models/cost/nodes/pool";
import { ofType, type Manifest } from "../../models/manifest/manifest";

export const poolsOf = (manifest: Manifest): NodePool[] =>
  ofType(manifest, NODE_POOL_TYPE).map((resource) => nodePoolOf(resource, manifest));

/** Of a pool in Kubernetes. */
export const poolName = ({ resource }: NodePool): string =>
  (resource.inputs as { metadata: { name: string } }).metadata.name;
