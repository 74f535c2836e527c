import { previewOf, type Preview } from "../../models/preview";
import { parseTierName, tierNamed, tiers } from "../../tiers";
import type { Result, Style } from "../scale";
import { count, plural, table, tierTitle, usd } from "../table";
import { tree, wrap } from "../text";

const WIDTH = 80;

const shortType = (type: string): string => {
  const [provider = "", , name = ""] = type.split(":");
  return provider === "kubernetes" ? name : `${type.split(":")[1]?.split("/")[0] ?? ""} ${name}`;
};

const kinds = (list: Preview["kinds"]): string =>
  list.map(({ type, count: amount }) => `${count(amount)} ${shortType(type)}`).join(", ");

const PROVIDERS = [
  { prefix: "aws:", title: "AWS" },
  { prefix: "kubernetes:", title: "Kubernetes" },
  { prefix: "random:", title: "Random" },
] as const;

function parts(preview: Preview, { strong, faint }: Style): string {
  return preview.parts
    .map(({ title, monthlyBudgetUsd, sizes, resources, protected: guarded }) => {
      const facts = `${usd(monthlyBudgetUsd)} of the budget, ${plural(resources, "resource")}${guarded > 0 ? `, ${count(guarded)} protected` : ""}`;
      return [`${strong(title)} ${faint(`(${facts})`)}`, tree(sizes, WIDTH)].join("\n");
    })
    .join("\n");
}

function value(given: unknown): string {
  if (given === null) return "-";
  if (typeof given === "number") return count(given);
  if (typeof given === "boolean") return given ? "yes" : "no";
  if (Array.isArray(given)) return given.length === 0 ? "none" : `${given.length} of them`;
  return String(given);
}

function nextTier({ next, monthlyBudgetUsd }: Preview, { strong }: Style): string {
  if (next === null) return `${strong("The next tier")}\nThis is the largest tier of the table.`;
  return [
    strong(
      `The next tier, ${tierTitle(next.tier)} (${usd(monthlyBudgetUsd)} → ${usd(next.monthlyBudgetUsd)} a month), changes`,
    ),
    table(
      next.changes.map(({ path, from, to, change }) => [path, value(from), "→", value(to), change]),
      ["left", "right", "left", "left", "left"],
    ),
  ].join("\n");
}

/** The preview as a person reads it, 80 columns wide. */
export function previewText(preview: Preview, style: Style): string {
  const { strong, faint } = style;
  const counts = PROVIDERS.flatMap(({ prefix, title }) => {
    const own = preview.kinds.filter(({ type }) => type.startsWith(prefix));
    const total = own.reduce((sum, { count: amount }) => sum + amount, 0);
    return own.length === 0 ? [] : [wrap(`${title} ${count(total)}: ${kinds(own)}`, WIDTH, "  ")];
  });
  return [
    strong(`Tier ${tierTitle(preview.tier)}: ${usd(preview.monthlyBudgetUsd)} a month`),
    `For ${count(preview.users)} users; its sizes carry ${count(preview.comfortableUsers)}.`,
    "",
    parts(preview, style),
    "",
    ...(preview.givesUp.length === 0
      ? []
      : [strong("What this tier does without"), tree(preview.givesUp, WIDTH), ""]),
    strong("Protected against deletion and replacement"),
    wrap(kinds(preview.protectedKinds), WIDTH, ""),
    "",
    strong(plural(preview.resources, "resource")),
    ...counts,
    "",
    nextTier(preview, style),
    "",
    faint("online: nothing is interrupted · rolling: pods or nodes one by one"),
    faint("failover: connections cut once · restart: minutes of outage"),
    "",
  ].join("\n");
}

/** `scale preview <tier>`: what a tier consists of. */
export async function previewCommand(tierText: string): Promise<Result> {
  const name = parseTierName(tierText);
  // Pulumi's SDK takes half a second to load, so only the commands that record it load it.
  const { dryRun } = await import("../../stacks/dry-run");
  const next = tiers[tiers.findIndex((tier) => tier.name === name) + 1];
  const preview = previewOf(tierNamed(name), await dryRun(name), next);
  return { json: preview, text: (style) => previewText(preview, style) };
}
