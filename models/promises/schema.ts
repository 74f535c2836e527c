import { z } from "zod";
import { TIER_NAMES, type TierName } from "../../tiers";
import { CAPACITY_PARTS } from "../load/capacity-parts";
import { capacityLimitsSchema } from "./capacity-limits";
import { SIZE_NAMES, SIZES } from "./sizes";
import { SUBJECT_KINDS } from "./subjects";
import { outsideUnit, UNIT_NAMES, UNITS } from "./units";

export const SEVERITIES = ["page", "ticket"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Pages of docs/alarms/, each with a section for every promise of the family. */
export const FAMILIES = [
  "users",
  "app",
  "postgres",
  "valkey",
  "qdrant",
  "queue",
  "edge",
  "network",
  "upkeep",
] as const;
export type Family = (typeof FAMILIES)[number];

const id = z.string().regex(/^[a-z]+(-[a-z]+)*$/, "words of small letters, joined by hyphens");
const seconds = z.int().min(60).multipleOf(60, "a multiple of 60 seconds");

const targetShape = {
  id,
  title: z.string().min(1),
  objectivePercent: z.number().min(50, "50 or more").lt(100, "below 100: nobody keeps every promise"),
  subject: z.enum(SUBJECT_KINDS),
};

const targetSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({
      ...targetShape,
      kind: z.literal("latency"),
      seconds: z.number().positive(),
      timeoutSeconds: z.number().positive(),
    }),
    z.strictObject({ ...targetShape, kind: z.literal("errors") }),
    z.strictObject({ ...targetShape, kind: z.literal("probe") }),
  ])
  .superRefine((target, ctx) => {
    if (target.kind === "latency" && target.seconds >= target.timeoutSeconds)
      ctx.addIssue({
        code: "custom",
        path: ["seconds"],
        message: `less than its timeout of ${target.timeoutSeconds} seconds, after which nobody gets an answer`,
      });
  });

const metricSchema = z.strictObject({
  namespace: z.string().min(1),
  name: z.string().min(1),
  statistic: z.enum(["Average", "Maximum", "Minimum", "Sum"]),
  /** By dimension: a reference of the subject, or `=` and the value itself. */
  dimensions: z.record(z.string(), z.string()),
});
export type MetricInput = z.input<typeof metricSchema>;

const namedMetric = metricSchema.pick({ name: true, statistic: true });
const mathSchema = z.strictObject({
  metrics: z
    .record(z.string(), metricSchema)
    .refine((metrics) => Object.keys(metrics).length > 0, "a metric at least"),
  expression: z.string().min(1),
});

/** Where a number comes from, in one of five forms. */
const measureSchema = z.union(
  [
    z.strictObject({ metric: metricSchema }),
    z.strictObject({ math: mathSchema }),
    z.strictObject({ perNode: mathSchema }),
    z.strictObject({ custom: namedMetric.extend({ putBy: z.enum(["observer", "drill"]) }) }),
    z.strictObject({ canary: namedMetric }),
  ],
  { error: "one of metric, math, perNode, custom and canary: a promise without a metric cannot be kept" },
);

const thresholdSchema = z.union([
  z.strictObject({ value: z.number() }),
  z.strictObject({ shareOf: z.enum(SIZE_NAMES), share: z.number().positive().max(1, "at most 1") }),
  /** The objective of a target, in percent. */
  z.strictObject({ targetOf: z.string() }),
]);

const DAY_SECONDS = 86_400;

/** CloudWatch looks back a day at most, and a week with periods of an hour and more. */
const windowSchema = z
  .strictObject({
    periodSeconds: seconds,
    evaluationPeriods: z.int().min(1),
    datapointsToAlarm: z.int().min(1),
  })
  .superRefine(({ periodSeconds, evaluationPeriods, datapointsToAlarm }, ctx) => {
    const longest = periodSeconds < 3_600 ? DAY_SECONDS : 7 * DAY_SECONDS;
    if (periodSeconds * evaluationPeriods > longest)
      ctx.addIssue({
        code: "custom",
        path: ["evaluationPeriods"],
        message: `periods of ${longest} seconds together at most`,
      });
    if (datapointsToAlarm > evaluationPeriods)
      ctx.addIssue({
        code: "custom",
        path: ["datapointsToAlarm"],
        message: `at most the ${evaluationPeriods} periods that are looked at`,
      });
  });

const thresholdRowSchema = z
  .strictObject({
    id,
    family: z.enum(FAMILIES),
    title: z.string().min(1),
    severity: z.enum(SEVERITIES),
    unit: z.enum(UNIT_NAMES),
    comparison: z.enum([">", "<"]),
    threshold: thresholdSchema,
    subject: z.enum(SUBJECT_KINDS),
    measure: measureSchema,
    window: windowSchema,
    missingData: z.enum(["breaching", "notBreaching"]),
    /** Silent while AWS and Karpenter restart what holds data or runs pods. */
    mutedInMaintenance: z.boolean(),
    /** Its metric is in us-east-1, and so are its alarm and its topic. */
    isAtEdge: z.boolean().default(false),
    tiers: z.array(z.enum(TIER_NAMES)).default([...TIER_NAMES]),
    /** Parts of the capacity model that it watches. */
    capacityParts: z.array(z.enum(CAPACITY_PARTS)).default([]),
    /** Where threshold and metric were read. */
    source: z.string().min(1),
  })
  .superRefine(({ threshold, unit }, ctx) => {
    const add = (key: string, message: string): void => {
      ctx.addIssue({ code: "custom", path: ["threshold", key], message });
    };
    if ("value" in threshold) {
      const problem = outsideUnit(threshold.value, unit);
      if (problem !== undefined) add("value", problem);
    } else if ("shareOf" in threshold && SIZES[threshold.shareOf].unit !== unit)
      add("shareOf", `a size in ${unit}; ${threshold.shareOf} is in ${SIZES[threshold.shareOf].unit}`);
    else if ("targetOf" in threshold && unit !== "percent")
      add("targetOf", "a unit of percent: a target has no other");
  });
export type ThresholdInput = z.input<typeof thresholdRowSchema>;

const burnSchema = z
  .strictObject({
    severity: z.enum(SEVERITIES),
    burn: z.number().min(UNITS.burn.min).max(UNITS.burn.max),
    longSeconds: seconds,
    shortSeconds: seconds.nullable(),
  })
  .superRefine(({ longSeconds, shortSeconds }, ctx) => {
    if (shortSeconds !== null && shortSeconds >= longSeconds)
      ctx.addIssue({
        code: "custom",
        path: ["shortSeconds"],
        message: `shorter than the ${longSeconds} seconds beside it`,
      });
  });

const byTier = <Value extends z.ZodType>(value: Value) =>
  z.strictObject(Object.fromEntries(TIER_NAMES.map((tier) => [tier, value])) as Record<TierName, Value>);

export const promisesSchema = z.strictObject({
  targets: z.array(targetSchema),
  burnRates: z.strictObject({ full: z.array(burnSchema), lean: z.array(burnSchema) }),
  burnRatesOf: byTier(z.enum(["full", "lean"])),
  badRequestsMin: z.int().min(1),
  /**
   * How answers that came too late are counted. `percentileRank`: their share, by the statistic `PR(:seconds)`. The fallback
   * `percentile` asks the same of a percentile: 15 % are late when the 85th percentile is above the target.
   */
  latencyBy: z.enum(["percentileRank", "percentile"]),
  /** Custom metrics that a tier's budget pays for, at $0.30 each. */
  customMetricsMax: byTier(z.int().min(0)),
  thresholds: z.array(thresholdRowSchema),
  /** What the capacity model may use of each part. */
  capacityLimits: capacityLimitsSchema,
});

export type Promises = z.infer<typeof promisesSchema>;
export type PromisesInput = z.input<typeof promisesSchema>;
export type Target = Promises["targets"][number];
export type Threshold = Promises["thresholds"][number];
export type BurnRate = Promises["burnRates"]["full"][number];

/** The rows of a list that are right by themselves, with their places in it. */
export function rightRows(input: unknown): {
  readonly targets: ReadonlyMap<number, Target>;
  readonly thresholds: ReadonlyMap<number, Threshold>;
} {
  const listOf = (key: "targets" | "thresholds"): unknown[] => {
    const list = (input as Readonly<Record<string, unknown>> | null | undefined)?.[key];
    return Array.isArray(list) ? (list as unknown[]) : [];
  };
  const right = <Row>(list: readonly unknown[], schema: z.ZodType<Row>): ReadonlyMap<number, Row> =>
    new Map(
      list.flatMap((row, index): [number, Row][] => {
        const { data, success } = schema.safeParse(row);
        return success ? [[index, data]] : [];
      }),
    );
  return {
    targets: right(listOf("targets"), targetSchema),
    thresholds: right(listOf("thresholds"), thresholdRowSchema),
  };
}
