import type { AdviceReport, AdviceReportPart, AdviceReportStep } from "../../models/reports/advice";
import {
  list,
  note,
  paragraph,
  section,
  table,
  when,
  type Block,
  type Document,
  type Section,
  type Table,
  type Text,
} from "../print/document";
import { count, usd } from "../print/figures";
import { downtimeText, range } from "./step-words";

const percentOf = (share: number): string => (share * 100).toFixed(1);

/** `4.1 % a week (2.9 to 5.3)` */
function growthText({ growth }: AdviceReport): string {
  const { low, mid, high } = growth.perWeek;
  const rate =
    growth.model === "linear"
      ? `${count(Math.round(mid))} users a week (${count(Math.round(low))} to ${count(Math.round(high))})`
      : `${percentOf(mid)} % a week (${percentOf(low)} to ${percentOf(high)})`;
  const gap = growth.longestGapDays > 14 ? `, with a gap of ${growth.longestGapDays} days` : "";
  return `${rate}: ${growth.points} points from ${growth.from} to ${growth.to}${gap}, ${growth.model} by AICc, R² ${growth.rSquared.toFixed(2)}`;
}

const dueText = (due: AdviceReportPart["act"]): string =>
  due === null
    ? "no date"
    : due.earliest === due.latest
      ? due.date
      : `${due.date} (${due.earliest} to ${due.latest})`;

function whenText(
  { part, act, break: broken, actUsers, breakUsers }: AdviceReportPart,
  report: AdviceReport,
): string {
  if (breakUsers <= report.users)
    return `${part}: full at ${count(breakUsers)} users, since about ${dueText(broken)}`;
  if (actUsers <= report.users)
    return `${part}: to act on since about ${dueText(act)} (${count(actUsers)} users), full at ${count(breakUsers)}: ${dueText(broken)}`;
  return `${part}: act by ${count(actUsers)} users, ${dueText(act)}; full at ${count(breakUsers)}, ${dueText(broken)}`;
}

/** `+$698`, `$0`, or that no price is known. */
const money = (amount: number | null): string =>
  amount === null ? "unknown" : `${amount < 0 ? "−" : amount >= 0.5 ? "+" : ""}${usd(Math.abs(amount))}`;

function workText({ weeksMin, weeksMax, minutesMax, minutesMin, kind }: AdviceReportStep): string {
  const weeks = weeksMin === weeksMax ? `${weeksMax} w` : `${weeksMin}–${weeksMax} w`;
  return kind === "contract" ? weeks : `${weeks}, ${range(minutesMin, minutesMax, "min")}`;
}

function startText({ startBy, isOverdue }: AdviceReportStep): Text {
  if (startBy === null) return isOverdue ? [{ strong: "overdue" }] : "";
  return isOverdue ? [{ strong: `overdue, ${startBy}` }] : startBy;
}

const row = (step: AdviceReportStep): Text[] => [
  step.title,
  money(step.monthlyUsd),
  step.usersAfter === null ? "measure" : count(step.usersAfter),
  workText(step),
  downtimeText(step.downtime),
  step.isReversible ? "yes" : "no",
  startText(step),
];

const stepsTable = ({ steps }: AdviceReportPart): Table =>
  table(["step", ">$ a month", ">full at", "work", "downtime", "back", "start by"], steps.map(row));

function partSection(part: AdviceReportPart, report: AdviceReport): Section {
  const conditional =
    part.kind === "variant"
      ? "Only if the application keeps connections across calls. "
      : part.kind === "soft"
        ? "Soft. "
        : "";
  const blocks: Block[] = [paragraph(`${conditional}Beyond it ${part.beyond}.`)];
  const gated = part.steps.filter(({ gate }) => gate !== null);
  if (part.steps.length > 0)
    blocks.push(
      stepsTable(part),
      ...when(gated.length > 0, list(gated.map(({ title, gate }) => `${title}: ${gate}`))),
    );
  else
    blocks.push(
      paragraph("Nothing in this release lifts it; the page of the model says what it depends on."),
    );
  return section(whenText(part, report), ...blocks);
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));

const measuredText = ({ metric, value, coefficient, was, is }: AdviceReport["measured"][number]): string =>
  `${metric} ${figure(value)}, measured: ${coefficient} is ${figure(is)} instead of ${figure(was)}`;

/** What breaks first, when, and what to do about it. */
export const adviceDocument = (report: AdviceReport, title: string): Document => ({
  title: `${title} with ${count(report.users)} users on ${report.asOf}`,
  blocks: [
    paragraph(`Growth ${growthText(report)}.`),
    ...when(
      report.source === "requests",
      note("Users are the requests of a day over requestsPerUserMinute: ./scale capacity names it."),
    ),
    ...when(report.measured.length > 0, list(report.measured.map(measuredText))),
    ...(report.noDate === null
      ? []
      : [
          {
            ...section("No date", paragraph(`No date can be given: ${report.noDate}.`)),
            isWarning: true as const,
          },
        ]),
    ...report.parts.map((part) => partSection(part, report)),
    note(
      `Dates are those of growth, in nine cases of ten, within ${count(report.horizonDays)} days; start by = upper growth, less the most weeks and minutes and a week. Limits have intervals of their own: ./scale capacity ${report.stack === undefined ? report.tier : `--stack ${report.stack}`}`,
    ),
    note("back = nothing of it is irreversible; what a step does: ./scale upgrade"),
  ],
});
