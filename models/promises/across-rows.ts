import { show, TIER_NAMES, type Problem, type TierName } from "../../tiers";
import { WATCHED_PARTS } from "../load/capacity-parts";
import { capacityLimitsSchema, LIMIT_NAMES } from "./capacity-limits";
import { limitAmount } from "./limit-amount";
import { rightRows, type Promises, type PromisesInput, type Threshold } from "./schema";

type Rows = ReturnType<typeof rightRows>;

type CustomMetric = Extract<Threshold["measure"], { custom: unknown }>["custom"];

/** Names of the custom metrics that a tier's promises read. @param putBy of whom. Default: of all */
export const customMetrics = (
  thresholds: readonly Threshold[],
  tier: TierName,
  putBy?: CustomMetric["putBy"],
): string[] => [
  ...new Set(
    thresholds.flatMap(({ tiers, measure }) =>
      tiers.includes(tier) && "custom" in measure && (putBy ?? measure.custom.putBy) === measure.custom.putBy
        ? [measure.custom.name]
        : [],
    ),
  ),
];

function twins({ thresholds }: Rows): Problem[] {
  const seen = new Set<string>();
  return [...thresholds].flatMap(([index, { id }]) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path: `thresholds.${index}.id`, given: show(id), allowed: "an id that no row before it has" }];
  });
}

/** Thresholds that take the number of a target which is not there. */
function lostTargets({ thresholds, targets }: Rows): Problem[] {
  const ids = [...targets.values()].map(({ id }) => id);
  return [...thresholds].flatMap(([index, { threshold }]) =>
    "targetOf" in threshold && !ids.includes(threshold.targetOf)
      ? [
          {
            path: `thresholds.${index}.threshold.targetOf`,
            given: show(threshold.targetOf),
            allowed: `one of ${ids.join(", ")}`,
          },
        ]
      : [],
  );
}

/** A target that no burn rate can measure has a row of the same id. */
function unmeasured({ targets, thresholds }: Rows): Problem[] {
  const ids = [...thresholds.values()].map(({ id }) => id);
  return [...targets].flatMap(([index, { id, kind }]) =>
    kind === "probe" && !ids.includes(id)
      ? [
          {
            path: `targets.${index}`,
            given: show(id),
            allowed: "a target whose id a threshold has: a promise without a metric cannot be kept",
          },
        ]
      : [],
  );
}

const amountOf = ({ threshold }: Threshold): number | undefined =>
  "value" in threshold ? threshold.value : "share" in threshold ? threshold.share : undefined;

const isOfOneMetric = (one: Threshold, other: Threshold): boolean =>
  one.subject === other.subject &&
  one.comparison === other.comparison &&
  JSON.stringify(one.measure) === JSON.stringify(other.measure);

/** Pages that would come before the ticket of the same metric. */
function overtaken({ thresholds }: Rows): Problem[] {
  const tickets = [...thresholds.values()].filter(({ severity }) => severity === "ticket");
  return [...thresholds].flatMap(([index, page]) => {
    const ticket = page.severity === "page" ? tickets.find((row) => isOfOneMetric(row, page)) : undefined;
    const [at, before] = [amountOf(page), ticket === undefined ? undefined : amountOf(ticket)];
    if (ticket === undefined || at === undefined || before === undefined) return [];
    return (page.comparison === ">" ? at < before : at > before)
      ? [
          {
            path: `thresholds.${index}.threshold`,
            given: show(at),
            allowed: `a page beyond the ticket ${ticket.id} of the same metric, which is at ${before}`,
          },
        ]
      : [];
  });
}

function unpaidMetrics({ thresholds }: Rows, max: Promises["customMetricsMax"]): Problem[] {
  return TIER_NAMES.flatMap((tier) => {
    const names = customMetrics([...thresholds.values()], tier);
    return names.length > max[tier]
      ? [
          {
            path: `customMetricsMax.${tier}`,
            given: show(max[tier]),
            allowed: `${names.length} or more, or fewer rows: tier ${tier} reads ${names.join(", ")}`,
          },
        ]
      : [];
  });
}

/** Nothing while a row is wrong: it may be the one that watches. */
function unwatchedParts({ thresholds }: Rows, rowCount: number): Problem[] {
  if (thresholds.size < rowCount) return [];
  return TIER_NAMES.flatMap((tier) => {
    const watched = [...thresholds.values()].flatMap(({ tiers, capacityParts }) =>
      tiers.includes(tier) ? capacityParts : [],
    );
    const missing = WATCHED_PARTS.filter((part) => !watched.includes(part));
    return missing.length > 0
      ? [
          {
            path: "thresholds",
            given: "no row",
            allowed: `rows that watch ${missing.join(", ")} at tier ${tier}, by capacityParts`,
          },
        ]
      : [];
  });
}

/** Limits of the capacity model that name no number, or at which a part breaks before anybody acts. */
function wrongLimits({ thresholds }: Rows, input: PromisesInput): Problem[] {
  const { data: limits } = capacityLimitsSchema.safeParse(input.capacityLimits);
  // A row that is wrong may be the one that is named.
  if (limits === undefined || thresholds.size < input.thresholds.length) return [];
  const rows = [...thresholds.values()];
  return LIMIT_NAMES.flatMap((name): Problem[] => {
    const { act, break: broken, falls } = limits[name];
    const path = `capacityLimits.${name}`;
    const lost = [act, ...(broken === null ? [] : [broken])].flatMap((amount): Problem[] =>
      limitAmount(amount, rows) === undefined
        ? [{ path, given: show(amount), allowed: "the id of a threshold with a number or a share" }]
        : [],
    );
    if (lost.length > 0 || broken === null) return lost;
    const [from, to] = [limitAmount(act, rows) ?? 0, limitAmount(broken, rows) ?? 0];
    return (falls ? from < to : from > to)
      ? [{ path, given: `act at ${from}, break at ${to}`, allowed: "a break that comes after the act" }]
      : [];
  });
}

/** What is wrong between rows that are right by themselves. */
export function problemsAcrossRows(input: PromisesInput): Problem[] {
  const rows = rightRows(input);
  return [
    ...twins(rows),
    ...lostTargets(rows),
    ...unmeasured(rows),
    ...overtaken(rows),
    ...unpaidMetrics(rows, input.customMetricsMax),
    ...unwatchedParts(rows, input.thresholds.length),
    ...wrongLimits(rows, input),
  ];
}
