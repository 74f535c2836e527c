import { capacityOf, capacityOfSizes } from "../../models/capacity/capacity";
import {
  CAPACITY_COEFFICIENT_NAMES,
  DEFAULT_CAPACITY_COEFFICIENTS,
  describeCoefficient,
} from "../../models/capacity/coefficients";
import { LIMITS } from "../../models/capacity/limits";
import { METRIC_NAMES, METRICS } from "../../models/capacity/measured";
import type { Part } from "../../models/capacity/part";
import { PARTS } from "../../models/capacity/parts";
import { ROADMAP_CONFIGURATION } from "../../models/capacity/roadmap-configuration";
import { LIMIT_NAMES, type LimitAmount, type LimitName } from "../../models/promises/capacity-limits";
import { PROMISES } from "../../models/promises/table";
import { tiers } from "../../tiers";
import { count, tierTitle } from "../print/figures";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";
import { bullets, paragraph } from "./wrapped";

const KINDS: Readonly<Record<Part["kind"], string>> = {
  hard: "Hard",
  soft: "Soft",
  variant: "Variant",
};

const byTier = ({ name }: Part): string =>
  markdownTable(
    ["", ...tiers.map((tier) => tierTitle(tier.name))],
    (["act", "break"] as const).map((which) => [
      which === "act" ? "act by" : "breaks at",
      ...tiers.map((tier) => {
        const found = capacityOf(tier).parts.find(({ part }) => part.name === name);
        return found === undefined ? "–" : count(found[which].mid);
      }),
    ]),
  );

const coded = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

const share = (value: number): string => String(Number(value.toPrecision(4)));

function limitText(name: LimitName): string {
  const { act, break: broken } = LIMITS[name];
  return `\`${name}\` act ${share(act)}${broken === Infinity ? "" : `, break ${share(broken)}`}`;
}

/** Where the table of promises has a number. */
const standsOn = (of: LimitAmount | null): string =>
  of === null
    ? "–"
    : "value" in of
      ? "its own"
      : "thresholdOf" in of
        ? `\`${of.thresholdOf}\``
        : `1 − \`${of.restOf}\``;

function partText(part: Part): string {
  const { kind, variantOf, formula, source, beyond, coefficients, limits } = part;
  const condition = variantOf === undefined ? "" : ` of ${variantOf.part}: when ${variantOf.when}`;
  return [
    `### ${part.name}`,
    paragraph(`${KINDS[kind]}${condition}. Beyond its limit ${beyond}.`),
    paragraph(
      `**Formula**: ${formula}. **Source**: ${source}. **Reads**: ${coded(coefficients)}. **Limits**: ${limits.map(limitText).join("; ")}.`,
    ),
    byTier(part),
  ].join("\n\n");
}

function coefficientTable(): string {
  const read = new Set(PARTS.flatMap(({ coefficients }) => coefficients));
  return markdownTable(
    ["coefficient", "low", "middle", "high", "unit", "known by"],
    CAPACITY_COEFFICIENT_NAMES.filter((name) => read.has(name)).map((name) => {
      const { unit, evidence, source } = describeCoefficient(name);
      const { low, mid, high } = DEFAULT_CAPACITY_COEFFICIENTS[name];
      const figure = (value: number) => String(Number(value.toPrecision(4)));
      const text = source.startsWith(`${evidence}: `) ? source.slice(evidence.length + 2) : source;
      return [`\`${name}\``, figure(low), figure(mid), figure(high), unit, `${evidence}: ${text}`];
    }),
  );
}

const limitTable = (): string =>
  markdownTable(
    ["limit", "act", "break", "number of the promises", "why"],
    LIMIT_NAMES.map((name) => {
      const { act, break: broken, source } = LIMITS[name];
      const { act: from, break: to } = PROMISES.capacityLimits[name];
      return [
        `\`${name}\``,
        share(act),
        broken === Infinity ? "–" : share(broken),
        [standsOn(from), standsOn(to)].filter((each) => each !== "its own" && each !== "–").join(", ") ||
          "its own",
        source,
      ];
    }),
  );

const metricTable = (): string =>
  markdownTable(
    ["metric", "unit", "where it is read", "gives"],
    METRIC_NAMES.map((name) => {
      const { unit, description, coefficient } = METRICS[name];
      return [`\`${name}\``, unit, description, `\`${coefficient}\``];
    }),
  );

/** The roadmap's figures, beside those of the model. */
function timeLine(): string {
  const { parts } = capacityOfSizes(ROADMAP_CONFIGURATION);
  const figure = (name: string, which: "act" | "break", isFitted: boolean) =>
    `${count(parts.find(({ part }) => part.name === name)?.[which].mid ?? 0)} (${isFitted ? "fitted" : "predicted"})`;
  const rows = [
    ["connections", "connection pool, held", "400", "500", true],
    ["Qdrant", "Qdrant memory", "1,500", "2,000", true],
    ["cache", "Valkey hit ratio", "4,000", "5,000", false],
    ["Node.js", "Node event loop", "8,000", "10,000", true],
  ] as const;
  return markdownTable(
    ["", "act, roadmap", "act, model", "break, roadmap", "break, model"],
    rows.map(([title, part, act, broken, isFitted]) => [
      title,
      act,
      figure(part, "act", false),
      broken,
      figure(part, "break", isFitted),
    ]),
  );
}

/** Every part of the capacity model, with its formula and its source. */
export const capacityPage = (): string =>
  `${[
    GENERATED,
    "# What breaks first",
    paragraph(
      "`./scale capacity 500` says how many users a tier carries, part by part; `./scale advise 500 --history users.csv` says when, and what to do about it, cheapest first. Both read this model: sizes of the tier, coefficients of a user, and a limit at which somebody must **act** and one at which it **breaks**.",
    ),
    "```sh\n./scale capacity 500 --users 1180\n./scale capacity 2k --without zone\n./scale advise 500 --history users.csv --as-of 2026-12-01\n```",
    "## How to read it",
    bullets([
      "**Hard** parts fail users beyond their limit; a tier “carries” the users of the hard part that breaks first. **Soft** ones make it slower or dearer. A **variant** is what a part becomes under a condition; it limits nobody by itself.",
      "A figure has a middle and the ends of nine cases of ten. Each coefficient is moved alone to both of its ends, and the effects add as squares of ratios.",
      "`--without pod`, `node`, `peer` or `zone` is the same model with one less, before anything comes in its place.",
      "`--coefficients file.yaml` replaces any of the table below: `name: number` is exact, `name: { low: 1, mid: 2, high: 3 }` an interval. A value that is out of bounds is refused with its line.",
      "Nothing here is a load test. What is “assumed” nobody has measured: measure first what limits you first.",
    ]),
    "## The roadmap's time line",
    paragraph(
      "From the roadmap's platform at 100 users (20 connections, 8 GB for Qdrant, Redis with 512 MiB, one thread of Node) the model gives its time line within 5 %, in its order. Three figures are **fitted**, one break each: the time a request holds a connection, memory a user of Qdrant, CPU a request. The other five are **predicted**: the ratios of acting to breaking follow from queues and shares, and the cache from the product's own bytes a user.",
    ),
    timeLine(),
    paragraph(
      "A tier differs from it: PgBouncer gives a connection back after each transaction, so the pool limits nobody as long as the application keeps none while it calls a model. If it does, the variant “connection pool, held” counts: it still carries the users that a tier is named after, not those it is claimed for.",
    ),
    "## Parts",
    ...PARTS.map(partText),
    "## Limits",
    paragraph(
      "All of them are in the table of promises. Where an alarm watches the same, the limit is the alarm's threshold ([promises.md](promises.md)), so that an alarm and a date never contradict each other.",
    ),
    limitTable(),
    "## Coefficients",
    coefficientTable(),
    "## Measured figures",
    paragraph(
      "`./scale advise 500 --history users.csv --metrics metrics.csv` puts what was measured in place of what was assumed. The file is CSV with the head `metric,value`, each metric once, at the peak of a day and with the users of now; a coefficient that follows from one has no interval. Those that are not named stay as they are. A figure that puts its coefficient out of its bounds cannot be of so many users: it is refused, with exit code 2.",
    ),
    metricTable(),
    "## Beyond the table",
    paragraph(
      "`./scale capacity --users 50000` names the smallest tier that carries so many. Beyond the last one it grows its sizes, part by part, until each stays below its limit to act at, and prices them by the same program. Nothing of that is in the roadmap: intervals are a quarter wider for each doubling.",
    ),
    "## Whether to stay with Node.js",
    paragraph(
      "`./scale decide 20k` judges the roadmap's five metrics by what was measured or asked, and says what would change each. The money: what the nodes of the application cost by `scale cost`, less what a language with 2.16 to 2.49 times the requests a second would need (TechEmpower, as the documentation of Fiber gives it), against six months of an engineer (`--engineer-month-usd`).",
    ),
    "## Dates",
    bullets([
      "Growth is linear or exponential, whichever has the smaller AICc; a day's users are those of the trend. Residuals that follow each other (weekends, seasons) widen the interval.",
      "The file is CSV with the head `date,users`, a day or a week a row; days may be missing.",
      "`--cloudwatch` takes users from the daily requests to the load balancer of a stack, over `requestsPerUserMinute`: `./scale advise --stack prod --cloudwatch` asks AWS by its CLI, which needs `cloudwatch:ListMetrics` and `cloudwatch:GetMetricData`; with a file, or `-`, it reads what `aws cloudwatch get-metric-data` has printed. Without the option nothing leaves the machine. Machines that ask count as users, so prefer a count of users.",
      "`--stack prod` judges a stack by its file: its tier with its overrides, and each step on top of them.",
      "**Start by** is the day on which the upper end of growth reaches the limit to act at, less the most weeks of the roadmap, the most minutes that `scale upgrade` has for the step, and a week.",
      "It gives **no date**, and exits with 3, for fewer than 8 points, for a trend that explains less than half, for users who do not grow, and where the date of the first hard part is less certain than the horizon (`--horizon-days`, a year).",
      "`--ics` prints the dates as a calendar, `--markdown` a digest for an issue; `.github/workflows/advise.yml` writes one every week.",
    ]),
  ].join("\n\n")}\n`;
