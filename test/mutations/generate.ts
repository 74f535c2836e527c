import { covers, harmlessReason, safetyOf } from "../../kinds/safety";
import { valuesAt } from "../../kinds/safety/values-at";
import { isCustomResource, type Manifest, type ManifestResource } from "../../models/manifest/manifest";
import type { Values } from "../../models/manifest/values";
import { changesOf } from "./changes";
import { shownSteps, withChange, type Path } from "./edit";
import type { Mutant } from "./mutant";
import { networkPolicyChanges } from "./network-policies";
import { podAdditions } from "./pods";
import { referencesOf, type References } from "./references";
import type { Change } from "./statements";

const NETWORK_POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

const isEmpty = (value: unknown): boolean => ["[]", "{}"].includes(JSON.stringify(value));

const named = (patterns: readonly string[] | undefined, path: string): boolean =>
  (patterns ?? []).some((pattern) => covers(`${pattern}$`, path));

/** Why a guard says that a change of its input is none: it is absent by default, or what is left is still allowed. */
function reasonOfGuards({ type, inputs }: ManifestResource, path: string, now: Values): string | undefined {
  const guards = (safetyOf(type)?.guards ?? []).filter(({ when }) => when?.(inputs) !== false);
  const absent = guards.find(
    (guard) =>
      guard.absent !== undefined && valuesAt(inputs, guard.input).some((found) => found.path === path),
  );
  if (absent !== undefined) return absent.absent;
  const list = /^(.*)\[[^\]]*\]$/.exec(path)?.[1];
  const ofList = guards.filter(({ input }) => input === list);
  return ofList.length > 0 &&
    ofList.every(({ input, expects }) => valuesAt(now, input).every(({ value }) => expects.holds(value)))
    ? `Still ${ofList.map(({ expects }) => expects.allowed).join(", ")}`
    : undefined;
}

/** A parent that is taken away leaves what its inputs are by default. */
function areDefaultsBelow({ type, inputs }: ManifestResource, path: string): boolean {
  const below = (safetyOf(type)?.guards ?? []).filter(
    ({ input, when }) => input.startsWith(`${path}.`) && when?.(inputs) !== false,
  );
  return below.length > 0 && below.every(({ absent }) => absent !== undefined);
}

/** Why a value that is taken away leaves everything as it is; undefined where it does not. */
function reasonOfRemoval(
  resource: ManifestResource,
  path: string,
  value: unknown,
  now: Values,
): string | undefined {
  const { defaults = {}, refusedWithout } = safetyOf(resource.type) ?? {};
  if (isEmpty(value)) return "Nothing was there";
  if (path in defaults && defaults[path] === value) return "The service takes it by default";
  if (named(refusedWithout, path)) return "The service refuses it without";
  if (areDefaultsBelow(resource, path)) return "The service takes what stands in it by default";
  return reasonOfGuards(resource, path, now);
}

/** Why a change is none, by the facts of the catalogue. */
function reasonOf(
  resource: ManifestResource,
  { by }: Pick<Change, "by">,
  path: string,
  value: unknown,
  now: Values,
): string | undefined {
  const { type, inputs } = resource;
  const { exempt = [], guards = [] } = safetyOf(type) ?? {};
  const exemption = exempt.find(
    (each) => each.when(inputs) && each.inputs.some((input) => covers(input, path)),
  );
  if (exemption !== undefined) return exemption.reason;
  if (by === "removed") return reasonOfRemoval(resource, path, value, now);
  const ofList = by === "weakened" && path.endsWith("]") ? reasonOfGuards(resource, path, now) : undefined;
  if (ofList !== undefined) return ofList;
  // Any other text serves where there only has to be one.
  return by === "weakened" && guards.some(({ input, expects }) => input === path && expects.presence === true)
    ? "Any value serves"
    : undefined;
}

const asText = (value: unknown): string => (value === undefined ? "" : JSON.stringify(value).slice(0, 160));

const valueOf = (inputs: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, key) => (inside as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    inputs,
  );

function ofInputs(resource: ManifestResource, references: References): Mutant[] {
  const { type, name, inputs } = resource;
  const isHarmless = (steps: readonly string[]): boolean =>
    steps.some((step) => harmlessReason(type, step) !== undefined);
  const withSteps = (change: Change) => ({ ...change, steps: shownSteps(inputs, change.path) });
  const ofValues = Object.entries(inputs)
    .flatMap(([key, value]) =>
      type === NETWORK_POLICY && key === "spec"
        ? networkPolicyChanges(value, [key])
        : changesOf(value, [key], references),
    )
    .map(withSteps)
    .filter(({ steps }) => !isHarmless(steps));
  // What is added matters although what is there may be harmless.
  return [...ofValues, ...podAdditions(resource).map(withSteps)].map(({ by, path, now, steps }) => {
    const shown = steps.at(-1) ?? "";
    const inDocument = typeof inputs[String(path[0])] === "string" && path.length > 1;
    const changed = withChange(inputs, path, now) as ManifestResource["inputs"];
    const equivalent = inDocument
      ? undefined
      : reasonOf(resource, { by }, shown, valueOf(inputs, path), changed);
    return {
      by,
      type,
      name,
      path: shown,
      now: asText(now),
      resource: { ...resource, inputs: changed },
      ...(equivalent === undefined ? {} : { equivalent }),
    };
  });
}

function ofResource(resource: ManifestResource, references: References): Mutant[] {
  const { type, name, protect } = resource;
  const dispensable = safetyOf(type)?.dispensable;
  const unprotected: Mutant = {
    by: "flipped",
    type,
    name,
    path: "(protect)",
    now: "false",
    resource: { ...resource, protect: false },
  };
  return [
    ...ofInputs(resource, references),
    ...(protect ? [unprotected] : []),
    {
      by: "deleted",
      type,
      name,
      path: "(resource)",
      now: "",
      resource: undefined,
      ...(dispensable === undefined ? {} : { equivalent: dispensable }),
    },
  ];
}

/** Every mutant of a tier, or of some of its resources, in their order. */
export function mutantsOf(
  { resources }: Pick<Manifest, "resources">,
  isBroken: (resource: ManifestResource) => boolean = () => true,
): Mutant[] {
  const references = referencesOf(resources);
  return resources
    .filter((resource) => isCustomResource(resource) && isBroken(resource))
    .flatMap((resource) => ofResource(resource, references));
}
