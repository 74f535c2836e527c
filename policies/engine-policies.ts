import type {
  PolicyResource as EngineResource,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { nameOfUrn } from "../models/manifest/urn";
import { componentOf } from "../models/manifest/manifest";
import {
  concerns,
  enforcementFor,
  messageOf,
  type PolicyResource,
  type Problem,
  type ResourceRule,
  type Rule,
  type StackRule,
  type Yardstick,
} from "./rule";
import { stackUrn } from "./stack-urn";
import { isUnknownValue } from "./unknown-value";
import { CURRENT_WAIVERS, expiredWaivers, waiverFor, type Waiver } from "./waivers";

const PAGE = "docs/policies.md";

/** What the engine knows of a resource. Reading an input that it does not know yet throws UnknownValueError. */
const seenBy = ({
  type,
  name,
  urn,
  props,
  opts,
}: Pick<EngineResource, "type" | "name" | "urn" | "props" | "opts">): PolicyResource => ({
  urn,
  type,
  name,
  inputs: props,
  protect: opts.protect,
  component: componentOf(urn),
});

/** What a rule finds; where it may not be left to guess, the one thing that the engine does not know. */
function found<Found extends Problem>(
  rule: Rule,
  check: () => readonly Found[],
): readonly (Found | Problem)[] {
  try {
    return check();
  } catch (error) {
    if (!isUnknownValue(error) || rule.whenUnknown === "wait") throw error;
    return [
      {
        wrong: `${error.props.join(".")} is not known before the update`,
        allowed: "a value that the preview knows",
      },
    ];
  }
}

const common = (rule: Rule, { tier }: Yardstick) => {
  const enforcement = enforcementFor(rule, tier.name);
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}. ${rule.rationale}`,
    enforcementLevel: enforcement === "not-applicable" ? ("disabled" as const) : enforcement,
    severity: rule.severity,
    remediationSteps: rule.remedy,
    url: `${PAGE}#${rule.id}`,
  };
};

/** Waivers, and the day on which they are checked. */
export interface Waived {
  readonly waivers: readonly Waiver[];
  /** YYYY-MM-DD */
  readonly today: string;
}

interface Context extends Yardstick, Waived {
  /** What each resource was declared with, by URN. */
  readonly seen: Map<string, PolicyResource>;
}

const isWaived = ({ waivers, tier, today }: Context, rule: Rule, name: string): boolean =>
  waiverFor(waivers, { tier: tier.name, today }, rule.id, name) !== undefined;

const ofResources = (rule: ResourceRule, context: Context): ResourceValidationPolicy => ({
  ...common(rule, context),
  validateResource: (args, report) => {
    const resource = seenBy(args);
    context.seen.set(args.urn, resource);
    if (!concerns(rule, args.type) || isWaived(context, rule, args.name)) return;
    for (const problem of found(rule, () => rule.check(resource, context)))
      report(messageOf(rule, args.name, problem));
  },
});

type OfStack = Pick<EngineResource, "props" | "propertyDependencies">;

/** The texts in an input, of which only one that is known can be a name. */
function textsIn({ props }: OfStack, input: string): readonly string[] {
  try {
    const value: unknown = props[input];
    return (Array.isArray(value) ? (value as unknown[]) : [value]).filter((one) => typeof one === "string");
  } catch (error) {
    if (!isUnknownValue(error)) throw error;
    return [];
  }
}

/**
 * What resources are called by others, by URN. The engine tells which resource an input comes from, and not what the id of
 * that one is, which a provider need not list among its outputs: an input with one text of one resource is its name.
 */
function knownNames(resources: readonly OfStack[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const resource of resources)
    for (const [input, [meant, ...others]] of Object.entries(resource.propertyDependencies)) {
      const [name, ...further] = textsIn(resource, input);
      if (meant === undefined || name === undefined || others.length + further.length > 0) continue;
      names.set(meant.urn, (names.get(meant.urn) ?? new Set()).add(name));
    }
  return names;
}

const ofStacks = (rule: StackRule, context: Context): StackValidationPolicy => ({
  ...common(rule, context),
  validateStack: ({ resources }, report) => {
    const names = knownNames(resources);
    const declared = resources.map((resource) => ({
      ...(context.seen.get(resource.urn) ?? seenBy(resource)),
      state: resource.props,
      knownAs: [...(names.get(resource.urn) ?? [])],
    }));
    for (const problem of found(rule, () => rule.check(declared, context))) {
      const urn = "urn" in problem ? problem.urn : undefined;
      const name = urn === undefined ? rule.id : nameOfUrn(urn);
      if (!isWaived(context, rule, name)) report(messageOf(rule, name, problem), urn);
    }
  },
});

/** Unused waivers are reported offline only: a preview may not know yet what breaks a rule. */
const ofWaivers = ({ waivers, tier, today }: Context): StackValidationPolicy => ({
  name: CURRENT_WAIVERS,
  description: "Every waiver is current. An expired waiver is a violation.",
  enforcementLevel: "mandatory",
  severity: "high",
  validateStack: ({ resources }, report) => {
    for (const message of expiredWaivers(waivers, { tier: tier.name, today }))
      report(message, stackUrn(resources));
  },
});

/**
 * The rules as policies of Pulumi's engine. A rule about the stack gets what each resource was declared with, as
 * offline: of objects whose cluster is not there yet the engine has nothing else in a preview.
 */
export function policiesOf(
  rules: readonly Rule[],
  yardstick: Yardstick,
  waived: Waived,
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const context: Context = { ...yardstick, ...waived, seen: new Map() };
  return [
    ...rules.map((rule) =>
      rule.scope === "resource" ? ofResources(rule, context) : ofStacks(rule, context),
    ),
    ofWaivers(context),
  ];
}
