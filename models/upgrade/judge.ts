import { kindOf } from "../../kinds";
import type { ChangeRule, Effect } from "../../kinds/facts";
import { createDuration } from "../time/create-durations";
import { isCustomResource, type Manifest, type ManifestResource } from "../manifest/manifest";
import { isTag, type Operation } from "./operations";
import { podNumbers } from "./pod-numbers";
import type { UpgradeStep } from "./report";
import type { UnscheduledStep } from "./schedule";
import { DATA_RISKS, DOWNTIME_CLASSES } from "../../kinds/facts";
import { ruleForChange, ruleForDelete } from "./rules";

const NONE = { class: "none", secondsMin: 0, secondsMax: 0 } as const;
const UNKNOWN: Pick<UpgradeStep, "downtime" | "dataRisk" | "reversible"> = {
  downtime: { class: "outage", secondsMin: 0, secondsMax: 900 },
  dataRisk: "recoverable",
  reversible: false,
};

/** Of two, the one further along a scale from harmless to bad. */
const worseOf = <Value extends string>(scale: readonly Value[], a: Value, b: Value): Value =>
  scale.indexOf(a) >= scale.indexOf(b) ? a : b;

type Downtime = UpgradeStep["downtime"];
export function worseDowntime(a: Downtime, b: Downtime): Downtime {
  if (a.class === b.class)
    return {
      class: a.class,
      secondsMin: Math.max(a.secondsMin, b.secondsMin),
      secondsMax: Math.max(a.secondsMax, b.secondsMax),
    };
  return worseOf(DOWNTIME_CLASSES, a.class, b.class) === a.class ? a : b;
}

export const worseRisk = (a: UpgradeStep["dataRisk"], b: UpgradeStep["dataRisk"]): UpgradeStep["dataRisk"] =>
  worseOf(DATA_RISKS, a, b);

type Verdict = Pick<
  UpgradeStep,
  | "downtime"
  | "dataRisk"
  | "reversible"
  | "minutesMin"
  | "minutesMax"
  | "notes"
  | "irreversibleNotes"
  | "source"
  | "blocked"
>;

const HARMLESS: Verdict = {
  downtime: NONE,
  dataRisk: "none",
  reversible: true,
  minutesMin: 0,
  minutesMax: 0,
  notes: [],
  irreversibleNotes: [],
  source: null,
  blocked: null,
};

const verdictOfRule = (rule: ChangeRule | Effect): Verdict => ({
  downtime: rule.downtime,
  dataRisk: rule.dataRisk,
  reversible: rule.reversible,
  minutesMin: rule.minutesMin,
  minutesMax: rule.minutesMax,
  notes: [rule.note],
  irreversibleNotes: rule.reversible ? [] : [rule.note],
  source: rule.source,
  blocked: "refused" in rule ? rule.note : null,
});

/** Pulumi forgets it and calls nobody. */
const STAYS: Verdict = {
  ...HARMLESS,
  dataRisk: "recoverable",
  minutesMax: 0.5,
  notes: ["It leaves the stack and stays in the account"],
  source: "https://www.pulumi.com/docs/iac/concepts/options/retainondelete/",
};

function unknownVerdict(what: string): Verdict {
  const notes = [`${what}: unknown, treat as disruptive`];
  return { ...HARMLESS, ...UNKNOWN, minutesMax: 15, notes, irreversibleNotes: notes };
}

/** Several changes of one resource are one call: the longest and worst of them counts. */
function mergeVerdicts(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((a, b) => {
    const decisive = worseDowntime(a.downtime, b.downtime) === a.downtime && a.source !== null ? a : b;
    return {
      downtime: worseDowntime(a.downtime, b.downtime),
      dataRisk: worseRisk(a.dataRisk, b.dataRisk),
      reversible: a.reversible && b.reversible,
      minutesMin: Math.max(a.minutesMin, b.minutesMin),
      minutesMax: Math.max(a.minutesMax, b.minutesMax),
      notes: [...new Set([...a.notes, ...b.notes])],
      irreversibleNotes: [...new Set([...a.irreversibleNotes, ...b.irreversibleNotes])],
      source: decisive.source ?? a.source ?? b.source,
      blocked: a.blocked ?? b.blocked,
    };
  }, HARMLESS);
}

/** Neither in the catalogue nor a component of ours: what it holds, and whom it serves, nobody has judged. */
const isUnknown = (type: string): boolean =>
  !/^(scaling-tiers|pulumi):/.test(type) && kindOf(type) === undefined;

/** What a rule says of a change, with the minutes that this resource takes. */
function verdictOfChange(
  rule: ChangeRule,
  before: ManifestResource,
  after: ManifestResource,
  manifest: Pick<Manifest, "resources">,
): Verdict {
  const takes = rule.takes?.(before.inputs, after.inputs, podNumbers(after, manifest)) ?? {};
  return { ...verdictOfRule(rule), ...takes };
}

function verdictOf(operation: Operation, manifest: Pick<Manifest, "resources">): Verdict {
  const { before, after, changes, unknown } = operation;
  if (unknown !== undefined) return unknownVerdict(unknown);
  if (isUnknown(operation.type)) return unknownVerdict(`the type ${operation.type}`);
  if (operation.operation === "tag-only") return { ...HARMLESS, minutesMax: 0.25 };
  if (before === undefined && after !== undefined) {
    if (!isCustomResource(after)) return HARMLESS;
    const { minutesMin, minutesMax, source } = createDuration(after);
    return { ...HARMLESS, minutesMin, minutesMax, source };
  }
  if (before !== undefined && after === undefined) {
    if (!isCustomResource(before)) return HARMLESS;
    const rule = ruleForDelete(before);
    const verdict: Verdict = before.retainOnDelete
      ? STAYS
      : rule === undefined
        ? { ...HARMLESS, minutesMax: 0.5 }
        : verdictOfRule(rule);
    return before.protect
      ? { ...verdict, blocked: "It holds data and is protected: the engine refuses to delete it" }
      : verdict;
  }
  if (before === undefined || after === undefined) return HARMLESS;
  const beyondTags = changes.filter((change) => !isTag(change));
  if (operation.operation === "replace" && beyondTags.length === 0)
    return unknownVerdict("why it is replaced");
  const verdict = mergeVerdicts(
    beyondTags.map((change) => {
      const rule = ruleForChange(before, after, change);
      return rule === undefined
        ? unknownVerdict(change.path)
        : verdictOfChange(rule, before, after, manifest);
    }),
  );
  return operation.operation === "replace" && before.protect
    ? {
        ...verdict,
        dataRisk: "loss",
        reversible: false,
        irreversibleNotes: verdict.notes,
        blocked: "It holds data and is protected: the engine refuses to replace it",
      }
    : verdict;
}

/**
 * What one operation means for whoever uses the product.
 * @param stack what is there afterwards, for the autoscalers of pods. Default: pods have none
 */
export function judgeOperation(
  operation: Operation,
  stack: Pick<Manifest, "resources"> = { resources: [] },
): UnscheduledStep {
  const { urn, type, name, changes, before, after } = operation;
  return {
    urn,
    type,
    name,
    component: (after ?? before)?.component ?? null,
    operation: operation.operation,
    properties: changes.map(({ path }) => path),
    ...verdictOf(operation, stack),
  };
}
