import type { PolicyResource, StackRule, Yardstick } from "../../policies/rule";

/** What a rule looked at: of a resource, by its URN, the inputs that it read; `EVERY_INPUT` where it listed them. */
export type Reads = ReadonlyMap<string, ReadonlySet<string>>;

/** Stands for the list of a resource's inputs, which a new or a missing one changes. */
const EVERY_INPUT = "*";
/** Stands for the flag beside the inputs. */
const PROTECT = "(protect)";

/** A resource that notes what is read of it. */
function watched(resource: PolicyResource, seen: Set<string>): PolicyResource {
  const inputs = new Proxy(resource.inputs, {
    get: (target, key) => {
      seen.add(String(key));
      return Reflect.get(target, key) as unknown;
    },
    has: (target, key) => {
      seen.add(String(key));
      return Reflect.has(target, key);
    },
    ownKeys: (target) => {
      seen.add(EVERY_INPUT);
      return Reflect.ownKeys(target);
    },
  });
  return {
    ...resource,
    inputs,
    get protect() {
      seen.add(PROTECT);
      return resource.protect;
    },
  };
}

/** What a rule reads of a stack to judge it. */
export function readsOf(rule: StackRule, resources: readonly PolicyResource[], yardstick: Yardstick): Reads {
  const reads = new Map(resources.map(({ urn }) => [urn, new Set<string>()]));
  rule.check(
    resources.map((resource) => watched(resource, reads.get(resource.urn) ?? new Set())),
    yardstick,
  );
  return reads;
}

/** Inputs that differ, and the flag. */
function changed(before: PolicyResource, after: PolicyResource): string[] {
  const keys = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  return [
    ...[...keys].filter((key) => before.inputs[key] !== after.inputs[key]),
    ...(before.protect === after.protect ? [] : [PROTECT]),
  ];
}

/**
 * Whether a rule can see a change: a rule that read none of what changed says what it said before, as it goes the same way.
 * @param after undefined where the resource is gone, which every rule sees
 */
export function canSee(reads: Reads, before: PolicyResource, after: PolicyResource | undefined): boolean {
  if (after === undefined) return true;
  const seen = reads.get(before.urn) ?? new Set();
  const keys = changed(before, after);
  return keys.some((key) => seen.has(key)) || (keys.some((key) => key !== PROTECT) && seen.has(EVERY_INPUT));
}
