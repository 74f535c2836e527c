import type { AdviceReport } from "../../models/reports/advice";
import { count, tierTitle } from "../print/figures";

const CRLF = "\r\n";
const OCTETS_MAX = 75;

/** Lines of at most 75 octets, the rest on lines that begin with a space (RFC 5545, 3.1). */
function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  for (const character of line) {
    if (Buffer.byteLength(current + character) > OCTETS_MAX) {
      lines.push(current);
      current = " ";
    }
    current += character;
  }
  return [...lines, current].join(CRLF);
}

/** RFC 5545, 3.3.11 */
const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,").replaceAll("\n", "\\n");

const stamp = (date: string): string => date.replaceAll("-", "");

interface Entry {
  readonly id: string;
  readonly date: string;
  readonly summary: string;
  readonly description: string;
}

const event = (asOf: string, { id, date, summary, description }: Entry): string[] => [
  "BEGIN:VEVENT",
  `UID:${id}@scaling-tiers`,
  `DTSTAMP:${stamp(asOf)}T000000Z`,
  `DTSTART;VALUE=DATE:${stamp(date)}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  "TRANSP:TRANSPARENT",
  "END:VEVENT",
];

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

function entriesOf(report: AdviceReport): Entry[] {
  const tier = tierTitle(report.tier);
  return report.parts.flatMap(({ part, act, break: broken, actUsers, breakUsers, steps, beyond }) => {
    const id = (what: string) => `${what}-${report.tier}-${slug(part)}`;
    const [cheapest] = steps.flatMap(({ startBy, isOverdue, title }) =>
      startBy === null || isOverdue ? [] : [{ startBy, title }],
    );
    return [
      ...(cheapest === undefined
        ? []
        : [
            {
              id: id("start"),
              date: cheapest.startBy,
              summary: `Start by today: ${cheapest.title}`,
              description: `${part} of tier ${tier} is to be acted on by ${count(actUsers)} users.`,
            },
          ]),
      ...(act === null || act.date < report.asOf
        ? []
        : [
            {
              id: id("act"),
              date: act.date,
              summary: `Tier ${tier}: ${part} must be acted on`,
              description: `${count(actUsers)} users, between ${act.earliest} and ${act.latest}.`,
            },
          ]),
      ...(broken === null || broken.date < report.asOf
        ? []
        : [
            {
              id: id("break"),
              date: broken.date,
              summary: `Tier ${tier}: ${part} is full`,
              description: `${count(breakUsers)} users, between ${broken.earliest} and ${broken.latest}. Then ${beyond}.`,
            },
          ]),
    ];
  });
}

/** The dates of an advice as a calendar (RFC 5545); the same dates keep their identities from week to week. */
export const adviceCalendar = (report: AdviceReport): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//scaling-tiers//scale advise//EN",
    ...entriesOf(report).flatMap((entry) => event(report.asOf, entry)),
    "END:VCALENDAR",
    "",
  ]
    .map((line) => (line === "" ? line : folded(line)))
    .join(CRLF);
