import type { Interval } from "../../models/capacity/interval";
import type { CapacityReport, CapacityReportPart } from "../../models/reports/capacity";
import {
  list,
  note,
  paragraph,
  section,
  table,
  when,
  type Document,
  type Table,
  type Text,
} from "../print/document";
import { count, tierTitle, usd } from "../print/figures";

const CELLS = 10;

/** A bar of ten cells, full at the break: how near the users asked for are. */
export function loadBar(share: number | null): string {
  if (share === null) return "no room";
  const full = Math.min(CELLS, Math.round(share * CELLS));
  return `${"█".repeat(full)}${"░".repeat(CELLS - full)} ${count(Math.round(share * 100))} %`;
}

const rangeText = ({ low, high }: Interval): string =>
  low === high ? count(low) : `${count(low)}–${count(high)}`;

const STATES: Readonly<Record<CapacityReportPart["state"], string>> = {
  fine: "",
  act: "act now",
  broken: "beyond its limit",
};

const row = ({ part, kind, act, break: broken, loadShare, state }: CapacityReportPart): Text[] => [
  state === "fine" ? part : [{ strong: part }],
  kind === "hard" ? "" : kind,
  count(act.mid),
  count(broken.mid),
  rangeText(broken),
  loadBar(loadShare),
  STATES[state],
];

/** Parts with how near so many users are to them. */
export const partsTable = (parts: readonly CapacityReportPart[], users: number): Table =>
  table(["part", "", ">act by", ">breaks at", ">between", `with ${count(users)} users`, ""], parts.map(row));

function headline(report: CapacityReport): string {
  const { carries, promisedUsers, without } = report;
  const less = without === null ? "" : `, without one ${without}`;
  return `Carries ${count(carries.users)} users at its hard limits${less}: first ${carries.limitedBy}, to act on by ${count(carries.actBy)}. It is claimed for ${count(promisedUsers)}.`;
}

function headroomText({ headroom, tier }: CapacityReport): string {
  const at = `At ${headroom.factor} times the users (${count(headroom.users)})`;
  if (headroom.tier === null)
    return `${at}, beyond the last tier of the table: ./scale capacity --users ${headroom.users}`;
  return headroom.tier === tier
    ? `${at}: this tier still carries them.`
    : `${at}: tier ${tierTitle(headroom.tier)}, reached tier by tier in place; no step replaces what holds data.`;
}

function nextText({ next, carries }: CapacityReport): string[] {
  if (next === null) return [];
  const { costDeltaMonthlyUsd: delta } = next;
  const gained = next.carries.users - carries.users;
  return [
    `Tier ${tierTitle(next.tier)} carries ${count(next.carries.users)} users, ${count(gained)} more, for ${usd(delta)} more a month; then ${next.carries.limitedBy} is first.`,
  ];
}

const quotaTexts = ({ quotas }: CapacityReport): string[] =>
  quotas
    .filter(({ mustBeRaised }) => mustBeRaised)
    .map(
      ({ title, needs, byDefault }) =>
        `It needs ${count(needs)} ${title} at its most; a new account has ${count(byDefault)}. Ask before the users come: ./scale prerequisites`,
    );

/**
 * How many users a tier carries, part by part.
 * @param title whose capacity it is
 */
export function capacityDocument(report: CapacityReport, title: string): Document {
  const { parts, users } = report;
  const variants = parts.filter(({ variantOf }) => variantOf !== null);
  const beyond = parts.filter(({ state, kind }) => state !== "fine" && kind !== "variant");
  return {
    title: `${title}: what breaks first`,
    blocks: [
      paragraph(headline(report)),
      partsTable(parts, users),
      ...when(
        beyond.length > 0,
        section(
          `With ${count(users)} users`,
          list(
            beyond.map(
              ({ part, kind, beyond: what }) => `${part}${kind === "soft" ? " (soft)" : ""}: ${what}`,
            ),
          ),
        ),
      ),
      section(
        "What a variant is",
        list(variants.map(({ part, variantOf }) => `${part}: ${variantOf?.when ?? ""}`)),
      ),
      section("Where it leads", list([headroomText(report), ...nextText(report), ...quotaTexts(report)])),
      note("soft = slower or dearer, not down; between = nine cases of ten. When: ./scale advise"),
      note(
        "Formulas and sources: docs/capacity.md; coefficients: add --json, replace them by --coefficients",
      ),
    ],
  };
}
