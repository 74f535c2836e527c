import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { componentOf, SECRET_TEXT, type ManifestResource } from "../models/manifest/manifest";
import { cloudAnswer, cloudOutputs } from "../models/cloud-outputs";
import { mockMonitor, secretIn, withoutPromiseTracking, type RegisterRequest } from "./pulumi-internals";

export interface Recording {
  readonly resources: readonly ManifestResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface RecordOptions {
  readonly project: string;
  readonly stack: string;
  /** Full keys, such as `scaling-tiers:tier`; objects as JSON text. */
  readonly config: Readonly<Record<string, string>>;
  /** Whether two secrets that differ are masked differently, for whoever compares two recordings. Default: false. */
  readonly tellsSecretsApart?: boolean;
}

type Program = () => unknown;

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The engine's URN rule: the whole chain of parent types, the stack left out. */
const engineUrn = (project: string, stack: string) => (parent: string, type: string, name: string) => {
  const chain = parent ? (parent.split("::")[2] ?? "") : "";
  const prefix = chain && chain !== STACK_TYPE ? `${chain}$` : "";
  return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
};

/** What stands for a secret: always the same text, or one that differs where the secrets differ. */
type Mask = (secret: unknown) => string;

const SAME_MASK: Mask = () => SECRET_TEXT;
/** A secret under mocks is made up from names, so that a digest of it tells nothing about a real one. */
const DIGEST_MASK: Mask = (secret) =>
  `${SECRET_TEXT} ${createHash("sha256").update(JSON.stringify(secret)).digest("hex").slice(0, 12)}`;

/** Masks secrets at any depth. */
function masked(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, mask));
  if (value === null || typeof value !== "object") return value;
  const entries = value as Record<string, unknown>;
  const found = secretIn(entries);
  if (found !== undefined) return mask(found.secret);
  return Object.fromEntries(Object.entries(entries).map(([key, inner]) => [key, masked(inner, mask)]));
}

/**
 * The SDK writes a stack trace for each promise and each resource, and asks for whole ones whatever the limit is;
 * without them a run is several times faster. Errors keep their message.
 * @returns what restores them
 */
function withoutStackTraces(): () => void {
  const stackTraceLimit = Error.stackTraceLimit;
  const prepareStackTrace = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error) => String(error);
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, "prepareStackTrace");
    else Object.defineProperty(Error, "prepareStackTrace", prepareStackTrace);
  };
}

/** What providers' classes take from the shell where the program says nothing, and what changes how the SDK registers. */
const AMBIENT = /^(AWS_REGION|AWS_DEFAULT_REGION|KUBECONFIG|PULUMI_.*)$/;

/**
 * Hides it, so that a recording is the same in every shell.
 * @returns what restores it
 */
function withoutEnvironment(): () => void {
  // eslint-disable-next-line no-restricted-properties -- Nothing of it is read: it is put aside.
  const { env } = process;
  const ambient = Object.entries(env).filter(([name]) => AMBIENT.test(name));
  for (const [name] of ambient) Reflect.deleteProperty(env, name);
  return () => {
    Object.assign(env, Object.fromEntries(ambient));
  };
}

/** Options that few resources have, and that are left out where there are none. */
function optionsOf(
  request: RegisterRequest,
): Pick<ManifestResource, "ignoreChanges" | "replaceOnChanges" | "customTimeouts"> {
  const ignoreChanges = request.getIgnorechangesList();
  const replaceOnChanges = request.getReplaceonchangesList();
  const timeouts = request.getCustomtimeouts();
  const given = Object.entries({
    create: timeouts?.getCreate() ?? "",
    update: timeouts?.getUpdate() ?? "",
    delete: timeouts?.getDelete() ?? "",
  }).filter(([, duration]) => duration !== "");
  return {
    ...(ignoreChanges.length === 0 ? {} : { ignoreChanges }),
    ...(replaceOnChanges.length === 0 ? {} : { replaceOnChanges }),
    ...(given.length === 0 ? {} : { customTimeouts: Object.fromEntries(given) }),
  };
}

/**
 * Runs a Pulumi program under mocks, with no cloud and no CLI, and returns every resource it registers.
 * Runs must follow one another: the SDK keeps its monitor in the process.
 * @throws whatever the program throws, and an Error when two resources share a URN
 */
export async function record(
  program: Program,
  { project, stack, config, tellsSecretsApart = false }: RecordOptions,
): Promise<Recording> {
  const mask = tellsSecretsApart ? DIGEST_MASK : SAME_MASK;
  const restoreStackTraces = withoutStackTraces();
  const restorePromiseTracking = withoutPromiseTracking();
  const restoreEnvironment = withoutEnvironment();
  try {
    pulumi.runtime.setAllConfig({ ...config });
    const secretOutputs = new Map<string, readonly string[]>();
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs, id, custom }) => {
          const state = cloudOutputs(type, name, inputs as Record<string, unknown>);
          for (const key of secretOutputs.get(`${type}::${name}`) ?? [])
            if (state[key] !== undefined) state[key] = pulumi.secret(state[key]);
          return { id: custom === false ? undefined : id || `${name}-id`, state };
        },
        call: ({ token, inputs }) => cloudAnswer(token, inputs as Record<string, unknown>),
      },
      project,
      stack,
      true,
      "organization",
    );
    const monitor = mockMonitor();
    const urnOf = engineUrn(project, stack);
    monitor.newUrn = urnOf;
    const resources = new Map<string, ManifestResource>();
    const duplicates: string[] = [];
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) => {
      const type = request.getType();
      const name = request.getName();
      const secrets = request.getAdditionalsecretoutputsList();
      secretOutputs.set(`${type}::${name}`, secrets);
      if (type !== STACK_TYPE) {
        const urn = urnOf(request.getParent(), type, name);
        if (resources.has(urn)) duplicates.push(urn);
        resources.set(urn, {
          urn,
          type,
          name,
          component: componentOf(urn),
          parent: request.getParent() || null,
          provider: request.getProvider().replace(/::[^:]*$/, "") || null,
          dependsOn: [...new Set(request.getDependenciesList())].sort(),
          inputs: masked(request.getObject()?.toJavaScript() ?? {}, mask) as Record<string, unknown>,
          protect: request.getProtect(),
          retainOnDelete: request.getRetainondelete(),
          ...optionsOf(request),
        });
      }
      return register(request, callback);
    };
    const outputs = await program();
    await pulumi.runtime.disconnect();
    const serialized: unknown = await pulumi.runtime.serializeProperties("outputs", outputs ?? {});
    if (duplicates.length > 0) throw new Error(`Two resources share a URN: ${duplicates.join(", ")}`);
    return {
      resources: [...resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1)),
      outputs: masked(serialized, mask) as Record<string, unknown>,
    };
  } finally {
    restoreEnvironment();
    restorePromiseTracking();
    restoreStackTraces();
  }
}
