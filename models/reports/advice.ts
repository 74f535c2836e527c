import { z } from "zod";
import { DOWNTIME_CLASSES } from "../../kinds/facts";
import { TIER_NAMES, type TierName } from "../../tiers";
import type { Advice, AdvisedPart, AdvisedStep, Question } from "../advice/advice";
import { dateOf } from "../advice/days";
import { GROWTH_MODELS } from "../advice/growth";
import { CAPACITY_COEFFICIENT_NAMES } from "../capacity/coefficients";
import { METRIC_NAMES, type MeasuredCoefficient } from "../capacity/measured";
import { capacitySchema, carriedOf, partSchema } from "./capacity";

const dueSchema = z
  .strictObject({ date: z.iso.date(), earliest: z.iso.date(), latest: z.iso.date() })
  .describe("By the trend, and by the upper and the lower end of its growth; past where it is behind us");

const stepSchema = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    gate: z.string().nullable().describe("What has to be true before it counts"),
    kind: z.enum(["contract", "override", "tier"]),
    settings: z
      .array(z.strictObject({ field: z.string(), value: z.union([z.number(), z.string(), z.boolean()]) }))
      .describe("Of an override; empty otherwise"),
    monthlyUsd: z.number().nullable().describe("USD a month more, as `upgrade` has it; null without a price"),
    usersAfter: z
      .int()
      .nullable()
      .describe("Users at which the part then breaks; null where it must be measured"),
    weeksMin: z.number().describe("Work before it, by the roadmap"),
    weeksMax: z.number(),
    minutesMin: z.number().describe("Of the step itself, as `upgrade` has it"),
    minutesMax: z.number(),
    downtime: z.strictObject({
      class: z.enum(DOWNTIME_CLASSES),
      secondsMin: z.number(),
      secondsMax: z.number(),
    }),
    isReversible: z.boolean(),
    startBy: z.iso
      .date()
      .nullable()
      .describe(
        "Upper growth to the users to act at, less the most weeks and minutes and a week; null without a date",
      ),
    isOverdue: z.boolean(),
  })
  .meta({ id: "AdvisedStep" });

/** What breaks first, when, and what to do about it. */
export const adviceSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: z.string().optional().describe("Whose overrides count; absent for a tier as it is"),
    asOf: z.iso.date(),
    horizonDays: z.int(),
    users: z.int().describe("Now: given, or by the trend"),
    growth: z.strictObject({
      model: z.enum(GROWTH_MODELS),
      points: z.int(),
      from: z.iso.date(),
      to: z.iso.date(),
      longestGapDays: z.int(),
      rSquared: z.number(),
      perWeek: z
        .strictObject({ low: z.number(), mid: z.number(), high: z.number() })
        .describe(
          "Users a week (linear), or the share by which they grow in a week (exponential); nine cases of ten",
        ),
    }),
    source: z
      .enum(["users", "requests"])
      .describe("What the history has: users, or requests by which users were worked out"),
    measured: z
      .array(
        z.strictObject({
          metric: z.enum(METRIC_NAMES),
          value: z.number(),
          coefficient: z.enum(CAPACITY_COEFFICIENT_NAMES),
          was: z.number().describe("The coefficient's middle before"),
          is: z.number(),
        }),
      )
      .describe("Coefficients that follow from what was measured, in place of what was assumed"),
    noDate: z.string().nullable().describe("Why there are no dates; null when there are"),
    carries: capacitySchema.shape.carries,
    parts: z
      .array(
        z.strictObject({
          part: z.string(),
          kind: partSchema.shape.kind,
          actUsers: z.int(),
          breakUsers: z.int(),
          act: dueSchema.nullable().describe("Null where it is later than the horizon, or too uncertain"),
          break: dueSchema.nullable(),
          beyond: z.string(),
          steps: z.array(stepSchema).describe("Cheapest first"),
        }),
      )
      .describe("Those due first, first"),
  })
  .meta({
    id: "Advice",
    title: "What breaks first, when, and what to do about it",
    description: "Printed by `scale advise <tier> --json`",
  });

export type AdviceReport = z.infer<typeof adviceSchema>;
export type AdviceReportPart = AdviceReport["parts"][number];
export type AdviceReportStep = z.infer<typeof stepSchema>;

const DAYS_PER_WEEK = 7;

const stepReport = ({ step, usersAfter, startBy, isOverdue }: AdvisedStep): AdviceReportStep => {
  const { candidate, monthlyUsd, minutesMin, minutesMax, downtime, isReversible } = step;
  const { id, title, gate, way, weeks } = candidate;
  return {
    id,
    title,
    gate,
    kind: way.kind,
    settings: way.kind === "override" ? [...way.settings] : [],
    monthlyUsd,
    usersAfter,
    weeksMin: weeks.min,
    weeksMax: weeks.max,
    minutesMin,
    minutesMax,
    downtime,
    isReversible,
    startBy,
    isOverdue,
  };
};

const partReport = ({ capacity, act, break: broken, steps }: AdvisedPart): AdviceReportPart => ({
  part: capacity.part.name,
  kind: capacity.part.kind,
  actUsers: capacity.act.mid,
  breakUsers: capacity.break.mid,
  act,
  break: broken,
  beyond: capacity.part.beyond,
  steps: steps.map(stepReport),
});

/** Where the figures of a question come from. */
export interface Sources {
  /** Of the history, rising. */
  readonly days: readonly number[];
  readonly source: "users" | "requests";
  readonly measured: readonly MeasuredCoefficient[];
}

/** The report of an advice. */
export function adviceReport(
  tier: TierName,
  { now, users, growth, asOfDay, horizonDays }: Question,
  { days, source, measured }: Sources,
  { refusal, parts }: Advice,
): AdviceReport {
  const perWeek = (perDay: number) =>
    growth.model === "linear" ? perDay * DAYS_PER_WEEK : Math.expm1(perDay * DAYS_PER_WEEK);
  const { low, mid, high } = growth.perDay;
  return {
    schemaVersion: 1,
    tier,
    asOf: dateOf(asOfDay),
    horizonDays,
    users: Math.round(users),
    growth: {
      model: growth.model,
      points: growth.points,
      from: dateOf(days[0] ?? asOfDay),
      to: dateOf(days.at(-1) ?? asOfDay),
      longestGapDays: days
        .slice(1)
        .reduce((most, day, index) => Math.max(most, day - (days[index] ?? day)), 0),
      rSquared: growth.rSquared,
      perWeek: { low: perWeek(low), mid: perWeek(mid), high: perWeek(high) },
    },
    source,
    measured: [...measured],
    noDate: refusal ?? null,
    carries: carriedOf(now),
    parts: parts.map(partReport),
  };
}
