import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parse } from "yaml";
import type { ApiServer } from "./api-server";
import { Cluster } from "./apply";
import type { KubernetesObject } from "./objects";

const EKS = "eks.amazonaws.com";

/** AWS publishes no schema of these: anything is admitted, and only names, labels and annotations are judged. */
export const permissive = (kind: string, scope: "Cluster" | "Namespaced"): KubernetesObject => {
  const plural = `${kind.toLowerCase()}${kind.endsWith("s") ? "es" : "s"}`;
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${EKS}` },
    spec: {
      group: EKS,
      scope,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [
        {
          name: "v1",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
        },
      ],
    },
  };
};

const published = (file: string): KubernetesObject =>
  parse(readFileSync(join(__dirname, "custom-kinds", file), "utf8")) as KubernetesObject;

const customKinds = (): KubernetesObject[] => [
  published("karpenter.sh_nodepools.yaml"),
  permissive("NodeClass", "Cluster"),
  permissive("TargetGroupBinding", "Namespaced"),
];

interface WithConditions {
  /** Null until the server has looked at the kind. */
  readonly conditions?: readonly { readonly type: string; readonly status: string }[] | null;
}

/** Installs the kinds that EKS Auto Mode brings along. */
export const installCustomKinds = (api: ApiServer): Promise<void> => installKinds(api, customKinds());

interface Definition {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly { readonly name: string; readonly served: boolean }[];
}

/** Kinds of a group's version are listed by another controller than the one that serves them. */
async function isListed(api: ApiServer, definition: KubernetesObject): Promise<boolean> {
  const { group, names, versions } = definition["spec"] as Definition;
  const answers = await Promise.all(
    versions.filter(({ served }) => served).map(({ name }) => api(`/apis/${group}/${name}`)),
  );
  const kinds = answers.map(({ body }) => (body["resources"] ?? []) as readonly { readonly kind: string }[]);
  return kinds.every((some) => some.some(({ kind }) => kind === names.kind));
}

/** Installs kinds, and waits until they are served, and listed. */
export async function installKinds(api: ApiServer, kinds: readonly KubernetesObject[]): Promise<void> {
  const cluster = new Cluster(api);
  for (const kind of kinds) {
    const applied = await cluster.apply(kind);
    if (applied.status > 201) throw new Error(`${kind.metadata.name}: ${JSON.stringify(applied.body)}`);
    const isServed = async (): Promise<boolean> => {
      const { body } = await cluster.read(kind);
      const { conditions } = (body["status"] ?? {}) as WithConditions;
      return (conditions ?? []).some(({ type, status }) => type === "Established" && status === "True");
    };
    while (!(await isServed()) || !(await isListed(api, kind))) await wait(50);
  }
}
