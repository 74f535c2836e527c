import type { Answer, ApiServer } from "./api-server";
import type { KubernetesObject } from "./objects";

interface ApiResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Talks to a server about objects, by server-side apply. */
export class Cluster {
  private readonly resources = new Map<string, Promise<readonly ApiResource[]>>();

  constructor(private readonly api: ApiServer) {}

  /** Strict: an unknown or repeated field is an error. Forced: another owner's fields are taken over, as Pulumi does. */
  async apply(object: KubernetesObject): Promise<Answer> {
    const query = "fieldManager=pulumi&force=true&fieldValidation=Strict";
    return this.api(`${await this.path(object)}?${query}`, {
      method: "PATCH",
      body: object,
      contentType: "application/apply-patch+yaml",
    });
  }

  async read(object: KubernetesObject): Promise<Answer> {
    return this.api(await this.path(object));
  }

  /** @param options such as the way of propagation. Default: the kind's own */
  async remove(object: KubernetesObject, options?: unknown): Promise<Answer> {
    return this.api(await this.path(object), {
      method: "DELETE",
      ...(options === undefined ? {} : { body: options }),
    });
  }

  /**
   * Does to a claim what the volume binder and the volume's driver would: only a bound claim may grow.
   * @throws Error when the server refuses it
   */
  async bind(claim: KubernetesObject): Promise<void> {
    const path = await this.path(claim);
    const { body } = await this.api(path);
    const spec = body["spec"] as { volumeName?: string; resources: { requests: { storage: string } } };
    const patches = [
      { path, body: { spec: { volumeName: spec.volumeName ?? `volume-of-${claim.metadata.name}` } } },
      { path: `${path}/status`, body: { status: { phase: "Bound", capacity: spec.resources.requests } } },
    ];
    for (const patch of patches) {
      const contentType = "application/merge-patch+json";
      const answer = await this.api(patch.path, { method: "PATCH", body: patch.body, contentType });
      if (answer.status !== 200) throw new Error(`${patch.path}: ${String(answer.body["message"])}`);
    }
  }

  private async path(object: KubernetesObject): Promise<string> {
    const { apiVersion, kind, metadata } = object;
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    let known = this.resources.get(root);
    known ??= this.api(root).then(({ body }) => (body["resources"] ?? []) as readonly ApiResource[]);
    this.resources.set(root, known);
    const resource = (await known).find((one) => one.kind === kind && !one.name.includes("/"));
    if (resource === undefined) throw new Error(`The API server knows no ${kind} of ${apiVersion}.`);
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
    return `${root}${namespace}/${resource.name}/${metadata.name}`;
  }
}
