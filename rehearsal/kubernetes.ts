import { version } from "@pulumi/kubernetes/package.json";
import { customKindProblems } from "./custom-kinds";
import { kindOf, namespaceOf } from "./kubernetes-names";
import type { InputProblem } from "./protocol";
import { kubernetesReplacing } from "../models/replacement/replacement";
import type { Identity, Package, Unreachable } from "./stand-in";
import type { World } from "./world";
import { type PathChange } from "../models/manifest/changes";
import { at, isSet, listOf, recordOf, type Values } from "../models/manifest/values";
import { holdsUnknown } from "./values";

const base64 = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Buffer.from(String(value)).toString("base64")]),
  );

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Address of the cluster that a kubeconfig of this program leads to; empty for any other. */
function serverOf(kubeconfig: unknown): string {
  if (typeof kubeconfig !== "string" || !isJson(kubeconfig)) return "";
  const [first] = listOf(recordOf(JSON.parse(kubeconfig))["clusters"]);
  const server = at(recordOf(first), "cluster.server");
  return typeof server === "string" ? server : "";
}

/** An address of the service range, made of the object's name. */
function clusterAddress(handle: string): string {
  const sum = Buffer.from(handle).reduce((total, byte) => (total * 31 + byte) % 65_536, 7);
  return `172.20.${sum >> 8}.${sum & 255}`;
}

/** `kubernetes`: what the provider and the API server answer, as far as this program can see. */
export class KubernetesPackage implements Package {
  readonly name = "kubernetes";
  readonly version = version;
  readonly region = "";
  private config: Values = {};
  /** Variables of the provider's process. */
  environment: Readonly<Record<string, string>> = {};

  configure(config: Values): void {
    this.config = config;
  }

  configProblems({ kubeconfig }: Values): InputProblem[] {
    if (typeof kubeconfig !== "string" || holdsUnknown(kubeconfig) || isJson(kubeconfig)) return [];
    return [{ property: "kubeconfig", reason: "is not JSON, in which this program writes it" }];
  }

  /** Another cluster means other objects: by `clusterIdentifier` when there is one, else by the kubeconfig. */
  configReplacing(before: Values, after: Values, changes: readonly PathChange[]): PathChange[] {
    const hasIdentifier = isSet(before["clusterIdentifier"]) && isSet(after["clusterIdentifier"]);
    const decisive = hasIdentifier ? "clusterIdentifier" : "kubeconfig";
    return changes.filter(({ path }) => path === decisive && !holdsUnknown(after[decisive]));
  }

  /**
   * A cluster that is gone is to the provider one that does not answer: it reads nothing and changes nothing, unless a variable
   * says that what cannot be reached is gone (pulumi/pulumi-kubernetes: provider/pkg/provider/provider.go, Configure, Read,
   * Create, Update and Delete; `clusterUnreachable`, `deleteUnreachable`). A diff does not ask it.
   */
  unreachable(world: World): Unreachable | null {
    const server = serverOf(this.config["kubeconfig"]);
    if (!world.isLostServer(server)) return null;
    const reason = `unable to load schema information from the API server: Get "${server}/openapi/v2?timeout=32s": dial tcp: lookup ${server.replace("https://", "")}: no such host`;
    const isGone = this.environment["PULUMI_K8S_DELETE_UNREACHABLE"] === "true";
    const rerun =
      'by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"';
    return {
      read: isGone
        ? null
        : `failed to read resource state due to unreachable cluster. If the cluster was deleted, you can remove this resource from Pulumi state ${rerun}`,
      change: `configured Kubernetes cluster is unreachable: ${reason}`,
      delete: isGone
        ? null
        : `configured Kubernetes cluster is unreachable. If the cluster was deleted, you can remove this resource from Pulumi state ${rerun}`,
    };
  }

  problems(type: string, inputs: Values): InputProblem[] {
    const name = at(inputs, "metadata.name");
    return [
      // Without one the provider makes one up, and a replacement would leave data behind under the old name.
      ...(isSet(name)
        ? []
        : [{ property: "metadata.name", reason: "is required: objects are not auto-named" }]),
      ...customKindProblems(type, inputs),
    ];
  }

  identity(type: string, inputs: Values): Identity {
    const name = String(at(inputs, "metadata.name"));
    const namespace = namespaceOf(type, inputs);
    const id = namespace === null ? name : `${namespace}/${name}`;
    // A patch is applied over what is there, by server-side apply; all else is created, and refused where it exists.
    return { key: id, id, again: kindOf(type).endsWith("Patch") ? "overwrite" : "refuse" };
  }

  regionOf(): null {
    return null;
  }

  outputs(type: string, handle: string, inputs: Values): Values {
    const metadata = { ...recordOf(inputs["metadata"]), uid: `uid-of-${handle}` };
    const spec = recordOf(inputs["spec"]);
    switch (kindOf(type)) {
      case "Service":
        return { ...inputs, metadata, spec: { clusterIP: clusterAddress(handle), ...spec }, status: {} };
      case "Secret":
        return {
          ...inputs,
          metadata,
          data: { ...recordOf(inputs["data"]), ...base64(recordOf(inputs["stringData"])) },
        };
      default:
        return { ...inputs, metadata };
    }
  }

  replacing(...[type, , , changes]: Parameters<Package["replacing"]>) {
    return kubernetesReplacing(type, changes, (setting) => String(this.config[setting]) === "true");
  }

  /** Two objects of one name cannot be there at once. */
  deletesBeforeReplace(type: string, before: Values, after: Values): boolean {
    return this.identity(type, before).key === this.identity(type, after).key;
  }

  invoke(token: string): never {
    throw new Error(`The kubernetes stand-in answers no data source; asked for ${token}.`);
  }
}
