import { previewOf, type Preview } from "../../models/reports/preview";
import { parseTierName, tierAfter } from "../../tiers";
import { estimateTier } from "../record/estimate-tier";
import type { Result, Style } from "../print/style";
import { count, plural, table, tierTitle, usd } from "../print/table";
import { tree } from "../print/text";

const WIDTH = 80;

/** `ec2` and `Subnet` of `aws:ec2/subnet:Subnet`; Kubernetes kinds and random values stand by themselves. */
function serviceAndKind(type: string): { service: string; kind: string } {
  const [provider = "", path = "", kind = ""] = type.split(":");
  const own = { kubernetes: "Kubernetes", random: "random values" }[provider];
  return { service: own ?? path.split("/")[0] ?? path, kind };
}

/** One line for each service, most resources first: `ec2 46: 9 Subnet, …`. */
function byService(list: Preview["kinds"]): string[] {
  const services = new Map<string, { total: number; kinds: string[] }>();
  for (const { type, count: amount } of list) {
    const { service, kind } = serviceAndKind(type);
    const entry = services.get(service) ?? { total: 0, kinds: [] };
    services.set(service, {
      total: entry.total + amount,
      kinds: [...entry.kinds, `${count(amount)} ${kind}`],
    });
  }
  return [...services]
    .sort(([, a], [, b]) => b.total - a.total)
    .map(([service, { total, kinds }]) => `${service} ${count(total)}: ${kinds.join(", ")}`);
}

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
  if (Array.isArray(given)) return given.length === 0 ? "none" : plural(given.length, "entry", "entries");
  return typeof given === "string" ? given : JSON.stringify(given);
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
  const { cost } = preview;
  return [
    strong(
      `Tier ${tierTitle(preview.tier)}: ${usd(cost.expectedMonthlyUsd)} a month expected, at most ${usd(cost.ceilingMonthlyUsd)}, of a budget of ${usd(preview.monthlyBudgetUsd)}`,
    ),
    `For ${count(preview.users)} users; its sizes carry ${count(preview.comfortableUsers)}.`,
    "",
    parts(preview, style),
    "",
    ...(preview.givesUp.length === 0
      ? []
      : [strong("What this tier does without"), tree(preview.givesUp, WIDTH), ""]),
    strong("Protected against deletion and replacement"),
    tree(byService(preview.protectedKinds), WIDTH),
    "",
    strong(plural(preview.resources, "resource")),
    tree(byService(preview.kinds), WIDTH),
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
  const { tier, manifest, report } = await estimateTier(name);
  const preview = previewOf(tier, manifest, tierAfter(name), report);
  return { json: preview, text: (style) => previewText(preview, style) };
}
