import { fieldValue, tierFields, tiers } from "../../tiers";
import { tierTitle } from "../print/table";
import { allowedText } from "./json-schema-text";
import { GENERATED, markdownTable } from "../print/markdown";

const CHANGES = [
  ["online", "nothing is interrupted"],
  ["rolling", "pods or nodes are replaced one by one; a service with two or more of them stays up"],
  ["failover", "a standby takes over or open connections are cut once, seconds to two minutes"],
  ["restart", "the only copy restarts, minutes of outage for its users"],
  [
    "locked",
    "decided before the first `up`; a later change replaces what it belongs to. The same in all tiers",
  ],
];

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (value === null) return "–";
  return typeof value === "number"
    ? value.toLocaleString("en-US")
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
};

/** Every field of a tier: what it means, what is allowed, and its value in the six tiers. */
export function tiersPage(): string {
  return `${[
    GENERATED,
    "# Tiers",
    "The six tiers and every field in which they may differ. The data stands in `tiers/tier-*.ts`, one file a tier, in the same order.",
    "## Values",
    markdownTable(
      ["field", ...tiers.map(({ name }) => tierTitle(name))],
      tierFields.map(({ path }) => [path, ...tiers.map((tier) => shown(fieldValue(tier, path)))]),
    ),
    "## Fields",
    "What changing a field does to a running stack:",
    CHANGES.map(([change, meaning]) => `- \`${change}\`: ${meaning}.`).join("\n"),
    markdownTable(
      ["field", "meaning", "unit", "allowed", "change"],
      tierFields.map(({ path, description, unit, jsonSchema, change }) => [
        path,
        description,
        unit,
        allowedText(jsonSchema),
        change,
      ]),
    ),
  ].join("\n\n")}\n`;
}
