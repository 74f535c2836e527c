import type { Manifest, ManifestResource } from "../../models/manifest/manifest";

/** A Kubernetes object as Pulumi would send it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

export interface ManifestObject {
  readonly object: KubernetesObject;
  /** It stays in the cluster when the stack no longer wants it. */
  readonly isRetained: boolean;
}

/** What the manifest puts in the place of a secret, with a digest where secrets are told apart. */
const isMasked = (value: unknown): boolean => typeof value === "string" && value.startsWith("[secret");

/** A Secret whose texts are masked as a whole gets one that is none: the server wants a map there. */
export function objectOf({ inputs }: Pick<ManifestResource, "inputs">): KubernetesObject {
  const { data, stringData, ...object } = inputs as unknown as KubernetesObject;
  return {
    ...object,
    ...(data === undefined ? {} : { data: isMasked(data) ? { masked: "bWFza2Vk" } : data }),
    ...(stringData === undefined
      ? {}
      : { stringData: isMasked(stringData) ? { masked: "masked" } : stringData }),
  };
}

export const addressOf = ({ apiVersion, kind, metadata }: KubernetesObject): string =>
  [apiVersion, kind, metadata.namespace ?? "", metadata.name].join("/");

/** What must be there before others can be: classes and namespaces. */
const FIRST = ["Namespace", "StorageClass", "PriorityClass"];

/** The Kubernetes objects of a manifest, in an order in which they can be created. */
export function kubernetesObjects(manifest: Manifest): ManifestObject[] {
  const objects = manifest.resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map((resource) => ({ object: objectOf(resource), isRetained: resource.retainOnDelete }));
  const rank = ({ object }: ManifestObject): number => (FIRST.includes(object.kind) ? 0 : 1);
  return objects.sort((a, b) => rank(a) - rank(b));
}
