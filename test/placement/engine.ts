import { setTimeout as wait } from "node:timers/promises";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import { Cluster as Objects } from "../kubernetes/apply";
import { objectOf, type KubernetesObject } from "../kubernetes/objects";
import type { Cluster } from "./cluster";
import { isBusy } from "./patch";

const POLL_MS = 500;

/** How long what AWS makes takes here, in milliseconds; everything else is there at once. */
const CLOUD_MS: Readonly<Record<string, number>> = {
  "aws:rds/instance:Instance": 2000,
  "aws:elasticache/replicationGroup:ReplicationGroup": 2000,
  "aws:cloudfront/distribution:Distribution": 1000,
};

/** The pods that the EKS add-on brings, which are no objects of the program. */
function addOnObject({ inputs }: ManifestResource): KubernetesObject {
  const name = String(inputs["addonName"]);
  const labels = { "k8s-app": name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "kube-system" },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [{ name, image: name, resources: { requests: { cpu: "100m", memory: "200Mi" } } }],
        },
      },
    },
  };
}

/** Auto Mode's classes of nodes become those of Karpenter's kwok provider; everything else stays as it is. */
function asSent(object: KubernetesObject): KubernetesObject {
  if (object.kind === "NodeClass")
    return {
      apiVersion: "karpenter.kwok.sh/v1alpha1",
      kind: "KWOKNodeClass",
      metadata: object.metadata,
      spec: {},
    };
  if (object.kind !== "NodePool") return object;
  const copy = structuredClone(object) as KubernetesObject & {
    spec: { template: { spec: { nodeClassRef: object } } };
  };
  Object.assign(copy.spec.template.spec.nodeClassRef, { group: "karpenter.kwok.sh", kind: "KWOKNodeClass" });
  return copy;
}

interface Status {
  readonly observedGeneration?: number;
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly updatedReplicas?: number;
  readonly succeeded?: number;
}

/** What the provider waits for before it calls an object made. */
function isDone(kind: string, body: Readonly<Record<string, unknown>>): boolean {
  const { spec, metadata, status } = body as unknown as {
    readonly metadata: { readonly generation: number };
    readonly spec: { readonly replicas?: number };
    readonly status?: Status;
  };
  const wanted = spec.replicas ?? 1;
  const { observedGeneration, readyReplicas = 0, updatedReplicas = 0, succeeded = 0 } = status ?? {};
  if (kind === "Job") return succeeded > 0;
  return observedGeneration === metadata.generation && readyReplicas === wanted && updatedReplicas === wanted;
}

const AWAITED = ["Deployment", "StatefulSet", "Job"];

export interface EngineOptions {
  /** How long a resource takes that has nothing to wait for, in milliseconds; another one is another order of arrival. */
  readonly jitterMs: () => number;
  /** After which an object that is not done is an error. */
  readonly limitMs: number;
  /** What waits then, for the error. */
  readonly pending: () => Promise<readonly string[]>;
}

/**
 * Sends everything of a manifest, each object when all that it depends on is done, as Pulumi's engine does.
 * @throws Error naming the object that the server refuses or that is not done in time
 */
export async function send(cluster: Cluster, manifest: Manifest, options: EngineOptions): Promise<void> {
  const objects = new Objects(cluster.api);
  const until = Date.now() + options.limitMs;
  const refuseLate = async ({ kind, metadata }: KubernetesObject): Promise<void> => {
    cluster.demandAlive();
    if (Date.now() <= until) return;
    const pending = (await options.pending()).join("\n");
    throw new Error(`${kind} ${metadata.name} is not ready in time:\n${pending}`);
  };
  const apply = async (object: KubernetesObject): Promise<void> => {
    let answer = await objects.apply(asSent(object));
    for (; isBusy(answer); answer = await objects.apply(asSent(object))) {
      await refuseLate(object);
      await wait(POLL_MS);
    }
    if (answer.status >= 300)
      throw new Error(`${object.kind} ${object.metadata.name}: ${String(answer.body["message"])}`);
    if (!AWAITED.includes(object.kind)) return;
    for (;;) {
      const { status, body } = await objects.read(object);
      if (status === 200 && isDone(object.kind, body)) return;
      await refuseLate(object);
      await wait(POLL_MS);
    }
  };
  const make = async (resource: ManifestResource): Promise<void> => {
    const { type } = resource;
    if (type.startsWith("kubernetes:")) {
      await wait(options.jitterMs());
      await apply(objectOf(resource));
    } else if (type === "aws:eks/addon:Addon") await apply(addOnObject(resource));
    else await wait(CLOUD_MS[type] ?? 0);
  };
  const byUrn = new Map(manifest.resources.map((resource) => [resource.urn, resource]));
  const made = new Map<string, Promise<void>>();
  const done = (urn: string): Promise<void> => {
    const known = made.get(urn);
    if (known !== undefined) return known;
    const resource = byUrn.get(urn);
    const promise =
      resource === undefined
        ? Promise.resolve()
        : Promise.all(resource.dependsOn.map(done)).then(() => make(resource));
    made.set(urn, promise);
    return promise;
  };
  await Promise.all(manifest.resources.map(({ urn }) => done(urn)));
}
