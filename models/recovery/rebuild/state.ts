import { kindOf } from "../../../kinds";
import { cloudOutputs } from "../../cloud-outputs";
import { isCustomResource, SECRET_TEXT, type Manifest, type ManifestResource } from "../../manifest/manifest";
import { at, isRecord, isSet, type Values } from "../../manifest/values";
import type { Found } from "./find-ids";
import { importOf } from "./question";
import { secret } from "./secrets";

/** One resource of a state, as `pulumi stack export` writes it. */
export interface StateEntry {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly dependencies?: readonly string[];
  readonly inputs?: Values;
  readonly outputs?: Values;
}

/** A provider that the engine makes by itself, one for each package. */
export interface DefaultProvider {
  readonly package: "aws" | "random";
  /** Of the SDK. */
  readonly version: string;
  /** Values of the stack's configuration, such as `region`. */
  readonly config: Values;
  /** Any that is unique. */
  readonly id: string;
}

export interface Owner {
  readonly project: string;
  readonly stack: string;
}

const KUBERNETES_PROVIDER = "pulumi:providers:kubernetes";
const PASSWORD = "random:index/randomPassword:RandomPassword";

const urnOf = ({ project, stack }: Owner, type: string, name: string): string =>
  `urn:pulumi:${stack}::${project}::${type}::${name}`;

/** Parents, providers and what is waited for come before whoever names them. */
function ordered(resources: readonly ManifestResource[]): ManifestResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const done = new Map<string, ManifestResource>();
  const add = (resource: ManifestResource): void => {
    if (done.has(resource.urn)) return;
    byUrn.delete(resource.urn);
    for (const urn of [resource.parent, resource.provider, ...resource.dependsOn]) {
      const before = urn === null ? undefined : byUrn.get(urn);
      if (before !== undefined) add(before);
    }
    done.set(resource.urn, resource);
  };
  for (const resource of resources) add(resource);
  return [...done.values()];
}

const shared = (resource: ManifestResource, parent: string, isThere: (urn: string) => boolean) => ({
  urn: resource.urn,
  type: resource.type,
  parent: resource.parent ?? parent,
  ...(resource.protect ? { protect: true } : {}),
  ...(resource.retainOnDelete ? { retainOnDelete: true } : {}),
  dependencies: resource.dependsOn.filter(isThere),
});

/** `default_7_48_0`, as the engine calls it. */
const providerName = (version: string): string => `default_${version.replaceAll(".", "_")}`;

export interface Skeleton {
  readonly manifest: Manifest;
  readonly owner: Owner;
  readonly found: ReadonlyMap<string, Found>;
}

/**
 * A state that names what exists and says nothing else of it: a refresh reads the rest. Without the cluster's objects.
 * @param passwords texts of random passwords, by logical name
 */
export function skeletonOf(
  { manifest, owner, found }: Skeleton,
  providers: readonly DefaultProvider[],
  passwords: ReadonlyMap<string, string>,
): StateEntry[] {
  const stack = urnOf(owner, "pulumi:pulumi:Stack", `${owner.project}-${owner.stack}`);
  const references = new Map<string, string>();
  const entries: StateEntry[] = [{ urn: stack, type: "pulumi:pulumi:Stack", custom: false }];
  for (const { package: of, version, config, id } of providers) {
    const type = `pulumi:providers:${of}`;
    const urn = urnOf(owner, type, providerName(version));
    const inputs = { ...config, version };
    entries.push({ urn, type, custom: true, id, inputs, outputs: inputs });
    references.set(of, `${urn}::${id}`);
  }
  const there = new Set<string>();
  for (const resource of ordered(manifest.resources)) {
    const { urn, type, name, inputs } = resource;
    const entry = shared(resource, stack, (other) => there.has(other));
    const provider = references.get(type.split(":")[0] ?? "") ?? "";
    const place = found.get(urn);
    const password = type === PASSWORD ? passwords.get(name) : undefined;
    if (type.startsWith("scaling-tiers:")) entries.push({ ...entry, custom: false });
    else if (password !== undefined) entries.push({ ...entry, ...passwordState(inputs, password), provider });
    else if (type.startsWith("aws:") && place?.kind === "id")
      entries.push({ ...entry, custom: true, id: place.id, provider, inputs: {}, outputs: {} });
    else continue;
    there.add(urn);
  }
  return entries;
}

/** What the provider of random values writes where nothing is asked for. */
const PASSWORD_DEFAULTS: Values = {
  lower: true,
  upper: true,
  number: true,
  numeric: true,
  special: true,
  minLower: 0,
  minUpper: 0,
  minNumeric: 0,
  minSpecial: 0,
};

const passwordState = (inputs: Values, text: string) => ({
  custom: true,
  // Every random password has this id.
  id: "none",
  inputs,
  outputs: { ...PASSWORD_DEFAULTS, ...inputs, id: "none", result: secret(text) },
});

/** Texts of an output that another resource's inputs may hold, and what they are in truth. */
function textsOf(mocked: unknown, real: unknown): (readonly [string, string])[] {
  if (typeof mocked === "string") return typeof real === "string" && real !== "" ? [[mocked, real]] : [];
  if (Array.isArray(mocked))
    return mocked.flatMap((inner, n) => textsOf(inner, Array.isArray(real) ? real[n] : null));
  if (!isRecord(mocked)) return [];
  return Object.entries(mocked).flatMap(([key, inner]) =>
    textsOf(inner, isRecord(real) ? real[key] : undefined),
  );
}

/** The cluster's provider with the address of the cluster that is there, and the cluster's objects. */
export function clusterObjects(
  { manifest, owner, found }: Skeleton,
  state: readonly StateEntry[],
  providerId: string,
): StateEntry[] {
  const stack = urnOf(owner, "pulumi:pulumi:Stack", `${owner.project}-${owner.stack}`);
  const provider = manifest.resources.find(({ type }) => type === KUBERNETES_PROVIDER);
  const there = new Map(state.map((entry) => [entry.urn, entry]));
  if (provider === undefined || !provider.dependsOn.every((urn) => there.has(urn))) return [];
  const texts = manifest.resources
    .filter(({ urn }) => provider.dependsOn.includes(urn))
    .flatMap(({ urn, type, name, inputs }) =>
      textsOf(cloudOutputs(type, name, { ...inputs }), there.get(urn)?.outputs),
    )
    .sort(([a], [b]) => b.length - a.length);
  const inputs = Object.fromEntries(
    Object.entries(provider.inputs).map(([key, value]) => [
      key,
      typeof value === "string"
        ? texts.reduce((text, [from, to]) => text.replaceAll(from, to), value)
        : value,
    ]),
  );
  const known = new Set(there.keys());
  const entries: StateEntry[] = [];
  for (const resource of ordered(manifest.resources)) {
    const entry = shared(resource, stack, (other) => known.has(other));
    const place = found.get(resource.urn);
    if (resource === provider)
      entries.push({ ...entry, custom: true, id: providerId, inputs, outputs: inputs });
    else if (resource.type.startsWith("kubernetes:") && place?.kind === "id")
      entries.push({
        ...entry,
        custom: true,
        id: place.id,
        provider: `${provider.urn}::${providerId}`,
        inputs: {},
        outputs: {},
      });
    else continue;
    known.add(resource.urn);
  }
  return entries;
}

/** Values with one more at a path. */
function withValue(values: Values, path: readonly string[], value: unknown): Values {
  const [key = "", ...rest] = path;
  if (rest.length === 0) return { ...values, [key]: value };
  const inner = values[key];
  return { ...values, [key]: withValue(isRecord(inner) ? inner : {}, rest, value) };
}

const holds = (value: unknown, texts: readonly string[]): boolean => {
  const text = JSON.stringify(value);
  return text.includes(SECRET_TEXT) || texts.some((one) => text.includes(one));
};

/**
 * What was read, with what no read tells: inputs that AWS keeps to itself are as the program, which made the object, has
 * them, and a name that the provider made up stays its own. Without it the next `up` would replace the cluster, whose
 * `bootstrapSelfManagedAddons` AWS does not tell.
 */
export function completed(
  entry: StateEntry,
  { type, inputs }: ManifestResource,
  lost: readonly string[],
): StateEntry {
  let { inputs: read = {}, outputs = {} } = entry;
  for (const path of importOf(type, inputs)?.unread ?? []) {
    const value = at(inputs, path);
    if (value === undefined || holds(value, lost) || at(read, path) !== undefined) continue;
    read = withValue(read, path.split("."), value);
    outputs = withValue(outputs, path.split("."), value);
  }
  const name = kindOf(type)?.name;
  if (name !== undefined && "input" in name && isSet(read[name.input]) && !isSet(inputs[name.input])) {
    const { __defaults: before } = read;
    const defaults: unknown[] = Array.isArray(before) ? before : [];
    read = { ...read, __defaults: [...defaults, name.input] };
  }
  return { ...entry, inputs: read, outputs };
}

/** Texts that a manifest makes of values that are in the state alone. */
export const lostTexts = (manifest: Manifest): string[] =>
  manifest.resources
    .filter(({ type }) => type === "random:index/randomId:RandomId")
    .map(({ type, name, inputs }) => String(cloudOutputs(type, name, { ...inputs })["hex"]));

/** Resources of a manifest that a state does not have, components left out. */
export const missingIn = (manifest: Manifest, state: readonly StateEntry[]): ManifestResource[] => {
  const there = new Set(state.map(({ urn }) => urn));
  return manifest.resources.filter((resource) => isCustomResource(resource) && !there.has(resource.urn));
};
