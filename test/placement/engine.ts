import { setTimeout as wait } from "node:timers/promises";
import type { Manifest, ManifestResource } from "../../models/manifest/manifest";
import { Cluster as Objects } from "../kubernetes/apply";
import { addressOf, objectOf, type KubernetesObject } from "../kubernetes/objects";
import { addOnObject } from "./add-on-object";
import type { Cluster } from "./cluster";
import { isBusy } from "./patch";
import type { PhaseTime } from "./phase-time";

const POLL_MS = 500;

/** How long what AWS makes takes here, in milliseconds; everything else is there at once. */
const CLOUD_MS: Readonly<Record<string, number>> = {
  "aws:rds/instance:Instance": 2000,
  "aws:elasticache/replicationGroup:ReplicationGroup": 2000,
  "aws:cloudfront/distribution:Distribution": 1000,
};

/** Auto Mode's classes of nodes become those of Karpenter's kwok provider; everything else stays as it is. */
function asSent(object: KubernetesObject): KubernetesObject {
  if (object.kind === "NodeClass")
    return {
      apiVersion: "karpenter.kwok.sh/v1alpha1",
      kind: "KWOKNodeClass",
      metadata: object.metadata,
      spec: {},
    };
  // Nobody watches a new pod for the time that a release takes otherwise.
  if (object.kind === "Deployment")
    return { ...object, spec: { ...(object["spec"] as object), minReadySeconds: 0 } };
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
  const {
    observedGeneration,
    replicas = 0,
    readyReplicas = 0,
    updatedReplicas = 0,
    succeeded = 0,
  } = status ?? {};
  if (kind === "Job") return succeeded > 0;
  // An old pod that still serves would count for a new one that does not yet.
  const isWhole = [replicas, readyReplicas, updatedReplicas].every((count) => count === wanted);
  return observedGeneration === metadata.generation && isWhole;
}

const AWAITED = ["Deployment", "StatefulSet", "Job"];

export interface EngineOptions {
  /** How long a resource takes that has nothing to wait for, in milliseconds; another one is another order of arrival. */
  readonly jitterMs: () => number;
  /** Ends what has no end. @throws Error in which `what` is not ready */
  readonly refuseEndless: (what: string) => Promise<void>;
  /** Is told what is sent and taken away, in minutes on AWS. Default: nobody is. */
  readonly time?: PhaseTime | undefined;
}

/** What a resource names, and its provider, which may wait for a cluster. */
const waitsFor = ({ dependsOn, provider }: ManifestResource): readonly string[] =>
  provider === null ? dependsOn : [...dependsOn, provider];

/** What a step takes away, and what it changes. */
interface Leaving {
  readonly objects: readonly { readonly resource: ManifestResource; readonly object: KubernetesObject }[];
  readonly unchanged: ReadonlySet<string>;
}

/**
 * Objects that are not there any more, and those that have another name now. What holds data stays, as the engine would
 * refuse to delete it.
 */
function leaving(before: Manifest | undefined, after: Manifest): Leaving {
  const next = new Map(after.resources.map((resource) => [resource.urn, resource]));
  const objects = (before?.resources ?? []).flatMap((resource) => {
    if (!resource.type.startsWith("kubernetes:") || resource.retainOnDelete || resource.protect) return [];
    const object = objectOf(resource);
    const other = next.get(resource.urn);
    return other !== undefined && addressOf(objectOf(other)) === addressOf(object)
      ? []
      : [{ resource, object }];
  });
  const unchanged = (before?.resources ?? [])
    .filter(({ urn, inputs }) => JSON.stringify(next.get(urn)?.inputs) === JSON.stringify(inputs))
    .map(({ urn }) => urn);
  return { objects, unchanged: new Set(unchanged) };
}

/**
 * Sends everything of a manifest, each object when all that it depends on is done, as Pulumi's engine does; then deletes
 * what the manifest before has and this one has not, dependents first and in the foreground, as the provider does.
 * @param before what the cluster has. Default: nothing
 * @throws Error naming the object that the server refuses or that does not get done
 */
export async function send(
  cluster: Cluster,
  manifest: Manifest,
  options: EngineOptions,
  before?: Manifest,
): Promise<void> {
  const objects = new Objects(cluster.api);
  const refuseEndless = async ({ kind, metadata }: KubernetesObject): Promise<void> => {
    await options.refuseEndless(`${kind} ${metadata.name}`);
  };
  const apply = async (object: KubernetesObject): Promise<void> => {
    let answer = await objects.apply(asSent(object));
    for (; isBusy(answer); answer = await objects.apply(asSent(object))) {
      await refuseEndless(object);
      await wait(POLL_MS);
    }
    if (answer.status >= 300)
      throw new Error(`${object.kind} ${object.metadata.name}: ${String(answer.body["message"])}`);
    if (!AWAITED.includes(object.kind)) return;
    for (;;) {
      const { status, body } = await objects.read(object);
      if (status === 200 && isDone(object.kind, body)) break;
      await refuseEndless(object);
      await wait(POLL_MS);
    }
    const { time } = options;
    if (time === undefined) return;
    const first = time.looks;
    while (time.looks < first + 2) {
      await refuseEndless(object);
      await wait(POLL_MS);
    }
  };
  const { objects: goes, unchanged } = leaving(before, manifest);
  const make = async (resource: ManifestResource): Promise<void> => {
    const { type, urn } = resource;
    options.time?.sends(resource, unchanged.has(urn));
    if (unchanged.has(urn)) return;
    if (type.startsWith("kubernetes:")) {
      await wait(options.jitterMs());
      await apply(objectOf(resource));
    } else if (type === "aws:eks/addon:Addon") await apply(addOnObject(resource));
    else await wait(CLOUD_MS[type] ?? 0);
    options.time?.ends(resource);
  };
  await inOrder(manifest.resources, waitsFor, make);
  const dependentsOf = (urn: string): readonly string[] =>
    goes.filter(({ resource }) => resource.dependsOn.includes(urn)).map(({ resource }) => resource.urn);
  const remove = async ({ resource, object }: Leaving["objects"][number]): Promise<void> => {
    options.time?.takesAway(resource, object, dependentsOf(resource.urn));
    const sent = asSent(object);
    const body = { propagationPolicy: "Foreground" };
    for (let answer = await objects.remove(sent, body); answer.status !== 404;) {
      if (isBusy(answer)) answer = await objects.remove(sent, body);
      else answer = await objects.read(sent);
      await refuseEndless(sent);
      await wait(POLL_MS);
    }
    options.time?.hasTakenAway(resource, object);
  };
  await inOrder(
    goes.map((each) => ({ ...each, urn: each.resource.urn })),
    ({ urn }) => dependentsOf(urn),
    remove,
  );
}

/** Does something with each, when it has been done with all that it waits for. */
async function inOrder<Item extends { readonly urn: string }>(
  items: readonly Item[],
  waitsFor: (item: Item) => readonly string[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const byUrn = new Map(items.map((item) => [item.urn, item]));
  const begun = new Map<string, Promise<void>>();
  const done = (urn: string): Promise<void> => {
    const known = begun.get(urn);
    if (known !== undefined) return known;
    const item = byUrn.get(urn);
    const promise =
      item === undefined ? Promise.resolve() : Promise.all(waitsFor(item).map(done)).then(() => work(item));
    begun.set(urn, promise);
    return promise;
  };
  await Promise.all(items.map(({ urn }) => done(urn)));
}
