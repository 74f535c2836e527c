import { changesBetween, touches, type PathChange } from "../manifest/changes";
import { isRecord, type Values } from "../manifest/values";
import type { Manifest, ManifestResource } from "../manifest/manifest";
import { awsReplacing, kubernetesReplacing } from "../replacement/replacement";

/** What `up` does to one resource on the way from one tier to another. */
export interface Operation {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly operation: "create" | "update" | "replace" | "delete" | "tag-only";
  /** Inputs that differ; empty for what is created or deleted. */
  readonly changes: readonly PathChange[];
  /** Those that force a replacement. */
  readonly replacedFor: readonly string[];
  /** The resource as it is before; undefined for what is created. */
  readonly before: ManifestResource | undefined;
  readonly after: ManifestResource | undefined;
  /** What of it this release cannot read; it is then judged as disruptive. Absent when everything is known. */
  readonly unknown?: string;
}

/** Labels of the object itself; those of a pod template roll the pods. */
export const isTag = ({ generic }: PathChange): boolean =>
  /^(tags|tagsAll|metadata\.labels|propagatedTags)([.[]|$)/.test(generic);

/** Settings of the Kubernetes provider that a resource is made with, such as `enableSecretMutable`. */
function settingsOf(resource: ManifestResource, manifest: Manifest): Values {
  const provider = manifest.resources.find(({ urn }) => urn === resource.provider);
  return isRecord(provider?.inputs) ? provider.inputs : {};
}

/** Changes for which the provider, or else the program, replaces an object. */
function replacing(
  before: ManifestResource,
  after: ManifestResource,
  changes: readonly PathChange[],
  to: Manifest,
): readonly PathChange[] {
  const { type, replaceOnChanges = [] } = after;
  const asked = changes.filter((change) => replaceOnChanges.some((path) => touches(change, path)));
  if (asked.length > 0) return asked;
  if (type.startsWith("aws:")) return awsReplacing(type, before.inputs, after.inputs, changes, to.region);
  if (type.startsWith("kubernetes:")) {
    const settings = settingsOf(after, to);
    return kubernetesReplacing(type, changes, (setting) => String(settings[setting]) === "true");
  }
  // A random value is decided at its creation; a component has nothing that could be replaced.
  return type.startsWith("random:") ? changes : [];
}

/** What the engine leaves as it was, whatever the program says. */
const isIgnored = ({ path }: PathChange, { ignoreChanges = [] }: ManifestResource): boolean =>
  ignoreChanges.some((ignored) => path === ignored || path.startsWith(`${ignored}.`));

function operationOn(
  before: ManifestResource | undefined,
  after: ManifestResource | undefined,
  to: Manifest,
): Operation | undefined {
  const { urn, type, name } = after ?? before ?? { urn: "", type: "", name: "" };
  const none = { urn, type, name, changes: [], replacedFor: [], before, after };
  if (before === undefined) return { ...none, operation: "create" };
  if (after === undefined) return { ...none, operation: "delete" };
  const changes = changesBetween(before.inputs, after.inputs).filter((change) => !isIgnored(change, after));
  if (changes.length === 0) return undefined;
  const forced = replacing(before, after, changes, to);
  return {
    ...none,
    operation: forced.length > 0 ? "replace" : changes.every(isTag) ? "tag-only" : "update",
    changes,
    replacedFor: forced.map(({ path }) => path),
  };
}

/** What names an object that the program replaces is given the id of the new one, which a recording does not tell apart. */
function withNewIds(to: Manifest, ids: readonly string[]): Manifest {
  const renewed = (inputs: Values): Values =>
    JSON.parse(
      ids.reduce((text, id) => text.replaceAll(`"${id}"`, `"${id}-2"`), JSON.stringify(inputs)),
    ) as Values;
  return { ...to, resources: to.resources.map((each) => ({ ...each, inputs: renewed(each.inputs) })) };
}

/**
 * What `up` does on the way from one manifest to the other, in the order of the URNs.
 * Both are to be recorded with secrets told apart, else a changed secret looks like the same one.
 */
export function operationsBetween(from: Manifest, to: Manifest): Operation[] {
  const asRecorded = differences(from, to);
  const ids = asRecorded
    .filter(({ operation, after }) => operation === "replace" && after?.replaceOnChanges !== undefined)
    .map(({ name }) => `${name}-id`);
  return ids.length === 0 ? asRecorded : differences(from, withNewIds(to, ids));
}

function differences(from: Manifest, to: Manifest): Operation[] {
  const before = new Map(from.resources.map((each) => [each.urn, each]));
  const after = new Map(to.resources.map((each) => [each.urn, each]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .flatMap((urn) => operationOn(before.get(urn), after.get(urn), to) ?? []);
}
