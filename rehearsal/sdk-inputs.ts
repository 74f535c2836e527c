import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import { CUSTOM_KINDS } from "./custom-kinds";

export interface InputNames {
  readonly allowed: readonly string[];
  readonly required: readonly string[];
  /** Inputs that the SDK itself marks as secret. */
  readonly secret: readonly string[];
  /** Properties that only the cloud gives. */
  readonly computed: readonly string[];
}

type ResourceClass = (abstract new (...args: never[]) => unknown) & { readonly __pulumiType?: string };

const member = (holder: unknown, name: string): unknown =>
  (holder as Readonly<Record<string, unknown>> | undefined)?.[name];

/** Where the index of a package keeps the class of a token: `aws:rds/instance:Instance` is `aws.rds.Instance`. */
function classPath(type: string): unknown {
  const [packageName = "", path = "", name = ""] = type.split(":");
  const [module = "", file = ""] = path.split("/");
  const holder = (root: unknown): unknown => (module === "index" ? root : member(root, module));
  switch (packageName) {
    case "aws":
      return member(holder(aws), name);
    case "random":
      return member(holder(random), name);
    case "kubernetes":
      return member(member(member(kubernetes, module.split(".")[0] ?? ""), file), name);
    default:
      return undefined;
  }
}

/** @throws Error when the installed SDK has no class of this type */
function classOf(type: string): ResourceClass {
  const found = classPath(type) as ResourceClass | undefined;
  if (found?.__pulumiType === type) return found;
  throw new Error(`No class of the installed SDK packages has the type ${type}.`);
}

/** Reads the names from the constructor that the SDK's generator wrote: one assignment for each property. */
function namesOf(resourceClass: ResourceClass): InputNames {
  const text = Function.prototype.toString.call(resourceClass);
  const constructorText = text.slice(text.indexOf("constructor("));
  const allowed = new Set<string>();
  const secret = new Set<string>();
  const computed = new Set<string>();
  for (const [, key = "", value = ""] of constructorText.matchAll(
    /resourceInputs\["([^"]+)"\] = ([^;]+);/g,
  )) {
    // The branch that looks an existing resource up names outputs too.
    if (/\bstate\b/.test(value)) continue;
    if (/\bargs\b/.test(value)) {
      allowed.add(key);
      if (value.includes("pulumi.secret")) secret.add(key);
    } else if (value.startsWith('"')) allowed.add(key);
    else computed.add(key);
  }
  const required = [...constructorText.matchAll(/Missing required property '([^']+)'/g)].map(
    ([, key = ""]) => key,
  );
  return {
    allowed: [...allowed].sort(),
    required: [...new Set(required)].sort(),
    secret: [...secret].sort(),
    computed: [...computed].filter((key) => !allowed.has(key)).sort(),
  };
}

const CUSTOM_KIND_NAMES: InputNames = {
  allowed: ["apiVersion", "kind", "metadata", "spec"],
  required: ["apiVersion", "kind", "metadata", "spec"],
  secret: [],
  computed: [],
};

const known = new Map<string, InputNames>();

/**
 * Input names of a resource type, read from the class in the installed SDK package.
 * @throws Error when neither the SDK nor our list of custom kinds knows the type
 */
export function inputNames(type: string): InputNames {
  const cached = known.get(type);
  if (cached !== undefined) return cached;
  const names = type in CUSTOM_KINDS ? CUSTOM_KIND_NAMES : namesOf(classOf(type));
  known.set(type, names);
  return names;
}
