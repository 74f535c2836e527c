import { createHash } from "node:crypto";
import { z } from "zod";
import { COST_COMPONENTS, TIER_NAMES, type CostComponent, type TierName } from "../../tiers";
import { changesBetween, type PathChange } from "../manifest/changes";
import { at, isRecord, recordOf } from "../manifest/values";
import { nameOfUrn, typeOfUrn } from "../manifest/urn";
import { SECRET_TEXT, type ManifestResource } from "../manifest/manifest";
import { isTag, type Operation } from "./operations";

/** Marks an encrypted or plain secret in a state. */
const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";

const stateSchema = z.looseObject({
  type: z.string(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  protect: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
});

const stepSchema = z.looseObject({
  op: z.string(),
  urn: z.string().startsWith("urn:pulumi:"),
  oldState: stateSchema.nullish(),
  newState: stateSchema.nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.unknown()).nullish(),
});

/** What is read of the file that `pulumi preview --json` writes; the rest of it is left alone. */
export const enginePreviewSchema = z.looseObject({
  steps: z.array(stepSchema),
  diagnostics: z.array(z.looseObject({ severity: z.string(), message: z.string() })).nullish(),
});

export type EnginePreview = z.infer<typeof enginePreviewSchema>;
type State = z.infer<typeof stateSchema>;
type Step = z.infer<typeof stepSchema>;

type Known = "create" | "update" | "replace" | "delete" | "nothing";

/**
 * Every operation of the engine (pkg/resource/deploy/step.go of pulumi/pulumi). A replacement comes as three steps; any of
 * them means it. What is only read, or only forgotten by the state, changes nothing.
 */
const OPERATIONS: ReadonlyMap<string, Known> = new Map<string, Known>([
  ["create", "create"],
  ["import", "create"],
  ["update", "update"],
  ["replace", "replace"],
  ["create-replacement", "replace"],
  ["delete-replaced", "replace"],
  ["import-replacement", "replace"],
  ["delete", "delete"],
  ["same", "nothing"],
  ["read", "nothing"],
  ["read-replacement", "nothing"],
  ["discard", "nothing"],
  ["discard-replaced", "nothing"],
  ["refresh", "nothing"],
  ["diff", "nothing"],
  ["remove-pending-replace", "nothing"],
]);

/** Secrets as text that tells two of them apart and says nothing of them. */
function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (!isRecord(value)) return value;
  if (SECRET_SIGNATURE in value)
    return `${SECRET_TEXT} ${createHash("sha256").update(JSON.stringify(value)).digest("hex")}`;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)]));
}

/** The labels of a Kubernetes object, or the tags of what AWS has. */
const label = (inputs: unknown, key: string): string | undefined => {
  const value = recordOf(at(inputs, "tags"))[key] ?? recordOf(at(inputs, "metadata.labels"))[key];
  return typeof value === "string" ? value : undefined;
};

function resourceOf(urn: string, state: State): ManifestResource {
  const inputs = recordOf(masked(state.inputs ?? {}));
  const component = label(inputs, "cost-component");
  const isComponent = (word: string | undefined): word is CostComponent =>
    COST_COMPONENTS.some((each) => each === word);
  const dependencies = [
    ...(state.dependencies ?? []),
    ...Object.values(state.propertyDependencies ?? {}).flatMap((urns) => urns ?? []),
  ];
  return {
    urn,
    type: state.type,
    name: nameOfUrn(urn),
    component: isComponent(component) ? component : null,
    parent: state.parent ?? null,
    // The engine adds the provider's id to its URN.
    provider: state.provider?.split("::").slice(0, 4).join("::") ?? null,
    dependsOn: [...new Set(dependencies)],
    inputs: { ...inputs },
    protect: state.protect === true,
    retainOnDelete: state.retainOnDelete === true,
  };
}

const generic = (path: string): string =>
  path.replaceAll(/\[\d+\]/g, "[*]").replaceAll(/\["([^"]*)"\]/g, ".$1");

/** What differs in the inputs, and what only the provider says: drift, or a secret that the file does not show. */
function changesOf(step: Step, before: ManifestResource, after: ManifestResource): PathChange[] {
  const inputChanges = changesBetween(before.inputs, after.inputs);
  const providerChanges = Object.keys(step.detailedDiff ?? {})
    .filter(
      (path) => !inputChanges.some((change) => change.path.startsWith(path) || path.startsWith(change.path)),
    )
    .map((path): PathChange => ({ path, generic: generic(path), kind: "update" }));
  const all = [...inputChanges, ...providerChanges];
  return all.length > 0 ? all : [{ path: NOT_SHOWN, generic: NOT_SHOWN, kind: "update" }];
}

/** Stands for an input that changes without the file saying which. */
const NOT_SHOWN = "(not shown)";

const stateOf = (urn: string, state: State | null | undefined): ManifestResource | undefined =>
  state === null || state === undefined ? undefined : resourceOf(urn, state);

/** What of a step cannot be read; undefined when all of it can. */
function unknownOf({ op, oldState, newState }: Step, operation: Known | undefined): string | undefined {
  if (operation === undefined) return `the engine's operation ${JSON.stringify(op)}`;
  const [needsOld, needsNew] = [operation !== "create", operation !== "delete"];
  const missing = [...(needsOld && !oldState ? ["before"] : []), ...(needsNew && !newState ? ["after"] : [])];
  return missing.length === 0 ? undefined : `what it is ${missing.join(" and ")} the ${operation}`;
}

function operationOf(step: Step): Operation | undefined {
  const operation = OPERATIONS.get(step.op);
  const { urn, oldState, newState } = step;
  const type = (newState ?? oldState)?.type ?? typeOfUrn(urn);
  if (operation === "nothing" || type.startsWith("pulumi:")) return undefined;
  const before = operation === "create" ? undefined : stateOf(urn, oldState);
  const after = operation === "delete" ? undefined : stateOf(urn, newState);
  const plain = { urn, type, name: nameOfUrn(urn), changes: [], replacedFor: [], before, after };
  const unknown = unknownOf(step, operation);
  if (operation === undefined || unknown !== undefined)
    return { ...plain, operation: operation ?? "update", ...(unknown === undefined ? {} : { unknown }) };
  if (before === undefined || after === undefined) return { ...plain, operation };
  const changes = changesOf(step, before, after);
  return {
    ...plain,
    operation: operation === "update" && changes.every(isTag) ? "tag-only" : operation,
    changes,
    replacedFor: step.replaceReasons ?? [],
  };
}

/**
 * How much a step on an object says: a replacement, of which only one of three steps need have both states, more than the
 * others; what nobody knows most.
 */
function weightOf({ operation, unknown }: Operation): number {
  if (unknown === undefined) return operation === "replace" ? 2 : 0;
  return operation === "replace" ? 1 : 3;
}

/** What the engine says it would do to each object and component, in the order of the URNs. */
export function operationsOf({ steps }: EnginePreview): Operation[] {
  const byUrn = new Map<string, Operation>();
  for (const step of steps) {
    const operation = operationOf(step);
    if (operation === undefined) continue;
    const known = byUrn.get(step.urn);
    if (known === undefined || weightOf(operation) > weightOf(known)) byUrn.set(step.urn, operation);
  }
  return [...byUrn.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Everything that is there after the `up`. */
export function resourcesAfter({ steps }: EnginePreview): ManifestResource[] {
  const after = new Map(
    steps.flatMap(({ urn, newState }) =>
      newState === null || newState === undefined ? [] : [[urn, resourceOf(urn, newState)] as const],
    ),
  );
  return [...after.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Tiers that the objects carry before and after, each once; more than one when they contradict each other. */
export function tiersOf({ steps }: EnginePreview): { readonly from: TierName[]; readonly to: TierName[] } {
  const tiersIn = (states: readonly (State | null | undefined)[]): TierName[] => {
    const words = new Set(states.map((state) => label(state?.inputs, "scaling-tier")));
    return TIER_NAMES.filter((name) => words.has(name));
  };
  const live = steps.filter(({ op }) => op !== "create" && op !== "create-replacement");
  return {
    from: tiersIn(live.map(({ oldState }) => oldState)),
    to: tiersIn(steps.map(({ newState }) => newState)),
  };
}

/** Names of the projects and stacks in the file, each once. */
export function stacksOf({ steps }: EnginePreview): {
  readonly projects: string[];
  readonly stacks: string[];
} {
  const parts = steps.map(({ urn }) => urn.split("::"));
  const once = (words: readonly string[]): string[] => [...new Set(words)].sort();
  return {
    stacks: once(parts.map(([first = ""]) => first.replace("urn:pulumi:", ""))),
    projects: once(parts.map(([, project = ""]) => project)),
  };
}
