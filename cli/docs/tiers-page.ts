import { CHANGE_CLASS_MEANINGS, fieldValue, tierFields, tiers, type TierField } from "../../tiers";
import { tierTitle } from "../print/figures";
import { allowedText } from "./json-schema-text";
import { bullets, paragraph } from "./wrapped";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";

const CHANGES = Object.entries(CHANGE_CLASS_MEANINGS).map(
  ([change, meaning]) => `\`${change}\`: ${meaning}.`,
);

const shown = (value: unknown): string => {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.length === 0 ? "none" : String(value.length);
  if (typeof value === "number") return value.toLocaleString("en-US");
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** Name of the section that a field is listed in, and of the field there. */
const placeOf = ({ path }: TierField): readonly [section: string, name: string] => {
  const [first = "", ...rest] = path.split(".");
  return rest.length === 0 || first === "budgetLinesUsd"
    ? ["users and budget", path]
    : [first, rest.join(".")];
};

/** The values of a field in all tiers; of a list also, row by row, which tiers have a member. */
function rowsOf(field: TierField): string[][] {
  const values = tiers.map((tier) => fieldValue(tier, field.path));
  const members = new Set(values.flatMap((value) => (Array.isArray(value) ? value.map(String) : [])));
  return [
    [placeOf(field)[1], ...values.map(shown)],
    ...[...members].map((member) => [
      `· ${member}`,
      ...values.map((value) => shown(Array.isArray(value) && value.includes(member))),
    ]),
  ];
}

const GROWS = { only: "never shrinks", byTier: "grows with the tiers" } as const;

/** When a change of the field comes in a step between tiers, as far as it does not come with the other sizes. */
function orderOf({ order }: TierField): string[] {
  if (order === undefined) return [];
  const said = [
    ...(order.falling === "before" ? ["falls before the other sizes change"] : []),
    ...(order.rising === "after" ? ["rises after them"] : []),
  ].join(" and ");
  return [order.besides === undefined ? said : `${said}, where ${order.besides} changes`];
}

const described = (field: TierField): string => {
  const { unit, jsonSchema, change, grows, description } = field;
  const facts = [
    ...(unit === "none" ? [] : [unit]),
    allowedText(jsonSchema),
    `\`${change}\``,
    ...(grows === undefined ? [] : [GROWS[grows]]),
    ...orderOf(field),
  ];
  return `**${placeOf(field)[1]}** (${facts.join("; ")}): ${description}`;
};

function sectionOf(title: string, fields: readonly TierField[]): string[] {
  return [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    markdownTable(["field", ...tiers.map(({ name }) => tierTitle(name))], fields.flatMap(rowsOf)),
    bullets(fields.map(described)),
  ];
}

/** Every field of a tier: what it means, what is allowed, and its value in each tier. */
export function tiersPage(): string {
  const sections = [...new Set(tierFields.map((field) => placeOf(field)[0]))];
  return `${[
    GENERATED,
    "# Tiers",
    paragraph(
      "Every field in which tiers may differ, with its value in each of them. The values are in `tiers/tier-*.ts`, one file per tier, in the same order. In brackets after a field: its unit, what is allowed, the worst that changing it alone does to a running stack in any tier, and how it grows:",
    ),
    bullets(CHANGES),
    ...sections.flatMap((title) =>
      sectionOf(
        title,
        tierFields.filter((field) => placeOf(field)[0] === title),
      ),
    ),
  ].join("\n\n")}\n`;
}
