import { createHash } from "node:crypto";
import { z } from "zod";
import { COST_COMPONENTS, TIER_NAMES, type CostComponent, type TierName } from "../../tiers";
import { changesBetween, type PathChange } from "../manifest/changes";
import { at, isRecord, recordOf } from "../manifest/values";
import { nameOfUrn } from "../manifest/urn";
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

/** A replacement comes as three steps of the engine; any of them means it. */
const OPERATIONS: Readonly<Record<string, "create" | "update" | "replace" | "delete">> = {
  create: "create",
  import: "create",
  update: "update",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  delete: "delete",
};

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

function operationOf(step: Step): Operation | undefined {
  const operation = OPERATIONS[step.op];
  const { urn, oldState, newState } = step;
  const type = (newState ?? oldState)?.type ?? "";
  if (operation === undefined || type.startsWith("pulumi:")) return undefined;
  const before = oldState === null || oldState === undefined ? undefined : resourceOf(urn, oldState);
  const after = newState === null || newState === undefined ? undefined : resourceOf(urn, newState);
  const none = { urn, type, name: nameOfUrn(urn), changes: [], replacedFor: [] };
  if (operation === "create") return { ...none, operation, before: undefined, after };
  if (operation === "delete") return { ...none, operation, before, after: undefined };
  if (before === undefined || after === undefined) return undefined;
  const changes = changesOf(step, before, after);
  return {
    ...none,
    operation: operation === "update" && changes.every(isTag) ? "tag-only" : operation,
    changes,
    replacedFor: step.replaceReasons ?? [],
    before,
    after,
  };
}

/** What the engine says it would do to each object and component, in the order of the URNs. */
export function operationsOf({ steps }: EnginePreview): Operation[] {
  const byUrn = new Map<string, Operation>();
  for (const step of steps) {
    const operation = operationOf(step);
    if (operation === undefined) continue;
    const known = byUrn.get(step.urn);
    if (known === undefined || operation.operation === "replace") byUrn.set(step.urn, operation);
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
