import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import type { Bill, BillRow } from "../../models/cost/bill/bill";
import { InputError, problemsOf, show } from "../../tiers";
import { amountIn } from "./amount";
import { COST_TAG, componentOf, dayOf, daysBetween, refuseGrouping, refuseUntagged } from "./cost-tag";
import { parseJson } from "./read-json";

const metricSchema = z.object({ Amount: z.string(), Unit: z.string() });

/** What `aws ce get-cost-and-usage` prints, as far as it is read here. */
const answerSchema = z.object({
  NextPageToken: z.string().nullish(),
  GroupDefinitions: z.array(z.object({ Type: z.string(), Key: z.string() })).optional(),
  ResultsByTime: z.array(
    z.object({
      TimePeriod: z.object({ Start: z.string(), End: z.string() }),
      Groups: z
        .array(z.object({ Keys: z.array(z.string()), Metrics: z.record(z.string(), metricSchema) }))
        .optional(),
      Estimated: z.boolean().optional(),
    }),
  ),
});
type Answer = z.infer<typeof answerSchema>;

const METRICS = ["UnblendedCost", "AmortizedCost"] as const;

/** @throws InputError with the line where it stops being JSON */
const parsed = (file: string, text: string): unknown =>
  parseJson(text, `The bill ${file}`, (why) => {
    const position = Number(/at position (\d+)/.exec(why)?.[1] ?? text.length);
    const line = text.slice(0, position).split("\n").length;
    throw new InputError(`The bill ${file}, line ${line}: not JSON: ${why}.`);
  });

/** Line of a value in a JSON text, or of the nearest thing around it. */
function lineFinder(text: string): (path: readonly PropertyKey[]) => number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
  const lineOf = (path: readonly PropertyKey[]): number => {
    const node: unknown = path.length === 0 ? document.contents : document.getIn([...path], true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1));
  };
  return lineOf;
}

function refuseShape(file: string, text: string, given: unknown, issues: readonly z.core.$ZodIssue[]): never {
  const lineOf = lineFinder(text);
  const problems = issues.flatMap((issue) =>
    problemsOf(answerSchema, given, [issue]).map((problem) => ({
      ...problem,
      path: `line ${lineOf(issue.path)}, ${problem.path}`,
    })),
  );
  throw new InputError(`The bill ${file} is not what \`aws ce get-cost-and-usage\` prints:`, problems);
}

interface Grouping {
  readonly tagAt: number;
  readonly serviceAt: number;
  readonly usageTypeAt: number;
}

/** Which key of a group is what. */
function groupingOf(file: string, { GroupDefinitions, ResultsByTime }: Answer): Grouping {
  if (GroupDefinitions !== undefined) {
    const at = (type: string, key: string) =>
      GroupDefinitions.findIndex(({ Type, Key }) => Type === type && Key === key);
    const grouping = {
      tagAt: at("TAG", COST_TAG),
      serviceAt: at("DIMENSION", "SERVICE"),
      usageTypeAt: at("DIMENSION", "USAGE_TYPE"),
    };
    if (grouping.tagAt >= 0) return grouping;
    refuseGrouping(file, GroupDefinitions.map(({ Key }) => Key).join(" and ") || "nothing");
  }
  const keys = ResultsByTime.flatMap(({ Groups = [] }) => Groups.map(({ Keys }) => Keys));
  const tagAt = (keys[0] ?? []).findIndex((key) => key.startsWith(`${COST_TAG}$`));
  if (tagAt < 0) refuseGrouping(file, keys[0]?.join(" and ") ?? "nothing");
  const otherAt = 1 - tagAt;
  const others = keys.flatMap((each) => each[otherAt] ?? []);
  // A service's name has spaces or begins so; a usage type has neither.
  const services = others.some((other) => / |^Amazon[A-Z]|^AWS/.test(other));
  const present = others.length > 0;
  return {
    tagAt,
    serviceAt: present && services ? otherAt : -1,
    usageTypeAt: present && !services ? otherAt : -1,
  };
}

/**
 * The output of `aws ce get-cost-and-usage`, grouped by the tag and at most one dimension.
 * @throws InputError with the line
 */
export function billOfJson(file: string, text: string): Bill {
  const given = parsed(file, text);
  const checked = answerSchema.safeParse(given);
  if (!checked.success) refuseShape(file, text, given, checked.error.issues);
  const answer = checked.data;
  if (answer.NextPageToken)
    throw new InputError(
      `The bill ${file} is the first page of several: its NextPageToken is set. Ask for whole months with --granularity MONTHLY, which fits one page.`,
    );
  const periods = answer.ResultsByTime;
  const [first] = periods;
  if (first === undefined)
    throw new InputError(
      `The bill ${file} covers no period: its ResultsByTime is empty. Give --time-period.`,
    );
  const grouping = groupingOf(file, answer);
  const at = (path: readonly PropertyKey[]) => `The bill ${file}, line ${lineFinder(text)(path)}`;
  const metric = METRICS.find((name) =>
    periods.some(({ Groups }) => Groups?.[0]?.Metrics[name] !== undefined),
  );
  if (metric === undefined)
    throw new InputError(
      `The bill ${file} has neither ${METRICS.join(" nor ")}. Give --metrics UnblendedCost UsageQuantity.`,
    );
  const amountAt = (path: readonly PropertyKey[], text_: string): number => {
    const amount = amountIn(text_);
    if (amount !== undefined) return amount;
    throw new InputError(`${at(path)}: ${show(text_)} is not an amount.`);
  };
  let days = 0;
  const rows = new Map<string, BillRow>();
  periods.forEach(({ TimePeriod, Groups = [] }, period) => {
    const [start, end] = [dayOf(TimePeriod.Start.slice(0, 10)), dayOf(TimePeriod.End.slice(0, 10))];
    if (start === undefined || end === undefined || end <= start)
      throw new InputError(
        `${at(["ResultsByTime", period, "TimePeriod"])}: ${show(TimePeriod)} is not a period from one day to a later one.`,
      );
    days += daysBetween(start, end);
    Groups.forEach(({ Keys, Metrics }, group) => {
      const path = ["ResultsByTime", period, "Groups", group];
      const cost = Metrics[metric];
      const tagKey = Keys[grouping.tagAt];
      if (cost === undefined || tagKey === undefined)
        throw new InputError(
          `${at(path)}: a group without ${cost === undefined ? metric : `the tag ${COST_TAG}`}.`,
        );
      if (cost.Unit !== "USD")
        throw new InputError(
          `${at([...path, "Metrics", metric, "Unit"])}: the bill is in ${cost.Unit}; the estimate is in USD.`,
        );
      const key = Keys.join("\n");
      const usd = amountAt([...path, "Metrics", metric, "Amount"], cost.Amount);
      const usage = Metrics["UsageQuantity"];
      const quantity =
        usage === undefined ? null : amountAt([...path, "Metrics", "UsageQuantity", "Amount"], usage.Amount);
      const before = rows.get(key);
      const tag = tagKey.slice(tagKey.indexOf("$") + 1);
      rows.set(key, {
        tag,
        component: componentOf(tag),
        service: Keys[grouping.serviceAt] ?? null,
        usageType: Keys[grouping.usageTypeAt] ?? null,
        usd: usd + (before?.usd ?? 0),
        quantity: quantity === null ? null : quantity + (before?.quantity ?? 0),
      });
    });
  });
  const all = [...rows.values()];
  refuseUntagged(file, all);
  return {
    start: first.TimePeriod.Start.slice(0, 10),
    end: (periods.at(-1) ?? first).TimePeriod.End.slice(0, 10),
    days,
    metric,
    estimated: periods.some(({ Estimated }) => Estimated === true),
    rows: all,
  };
}
