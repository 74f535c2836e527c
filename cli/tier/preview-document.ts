import type { Preview } from "../../models/reports/preview";
import { list, note, paragraph, section, table, when, type Document, type Section } from "../print/document";
import { count, plural, tierTitle, usd } from "../print/figures";
import { versionSection } from "../print/version-warnings";

/** `ec2` and `Subnet` of `aws:ec2/subnet:Subnet`; Kubernetes kinds and random values are services of their own. */
function serviceAndKind(type: string): { service: string; kind: string } {
  const [provider = "", path = "", kind = ""] = type.split(":");
  const own = { kubernetes: "Kubernetes", random: "random values" }[provider];
  return { service: own ?? path.split("/")[0] ?? path, kind };
}

/** One line for each service, most resources first: `ec2 46: 9 Subnet, …`. */
function byService(kinds: Preview["kinds"]): string[] {
  const services = new Map<string, { total: number; kinds: string[] }>();
  for (const { type, count: amount } of kinds) {
    const { service, kind } = serviceAndKind(type);
    const entry = services.get(service) ?? { total: 0, kinds: [] };
    services.set(service, {
      total: entry.total + amount,
      kinds: [...entry.kinds, `${count(amount)} ${kind}`],
    });
  }
  return [...services]
    .sort(([, a], [, b]) => b.total - a.total)
    .map(([service, { total, kinds: own }]) => `${service} ${count(total)}: ${own.join(", ")}`);
}

function value(given: unknown): string {
  if (given === null) return "-";
  if (typeof given === "number") return count(given);
  if (typeof given === "boolean") return given ? "yes" : "no";
  if (Array.isArray(given)) return given.length === 0 ? "none" : plural(given.length, "entry", "entries");
  return typeof given === "string" ? given : JSON.stringify(given);
}

function nextTier({ tier, next, monthlyBudgetUsd }: Preview): Section {
  if (next === null) return section("The next tier", paragraph("This is the largest tier of the table."));
  return section(
    `The next tier, ${tierTitle(next.tier)} (${usd(monthlyBudgetUsd)} → ${usd(next.monthlyBudgetUsd)} a month), changes`,
    {
      ...table(
        ["size", `>${tierTitle(tier)}`, "", tierTitle(next.tier), "change"],
        next.changes.map(({ path, from, to, change }) => [path, value(from), "→", value(to), change]),
      ),
      isHeadless: true,
    },
  );
}

/**
 * What a tier consists of.
 * @param title whose preview it is
 */
export function previewDocument(preview: Preview, title = `Tier ${tierTitle(preview.tier)}`): Document {
  const { cost } = preview;
  return {
    title: `${title}: ${usd(cost.expectedMonthlyUsd)} a month expected, at most ${usd(cost.ceilingMonthlyUsd)}, of a budget of ${usd(preview.monthlyBudgetUsd)}`,
    blocks: [
      paragraph(`For ${count(preview.users)} users; its sizes carry ${count(preview.comfortableUsers)}.`),
      {
        kind: "groups",
        groups: preview.parts.map(
          ({ title, monthlyBudgetUsd, expectedMonthlyUsd, sizes, resources, protected: guarded }) => ({
            title,
            aside: `${usd(expectedMonthlyUsd)} expected of ${usd(monthlyBudgetUsd)}, ${plural(resources, "resource")}${guarded > 0 ? `, ${count(guarded)} protected` : ""}`,
            items: sizes,
          }),
        ),
      },
      ...when(
        preview.givesUp.length > 0,
        section("What this tier does without", list(preview.givesUp, "tree")),
      ),
      ...versionSection(preview.versions),
      ...(preview.firewall === null
        ? []
        : [
            {
              ...section("A firewall that only counts", paragraph(preview.firewall)),
              isWarning: true as const,
            },
          ]),
      section("Protected against deletion and replacement", list(byService(preview.protectedKinds), "tree")),
      section(plural(preview.resources, "resource"), list(byService(preview.kinds), "tree")),
      nextTier(preview),
      note("online: nothing is interrupted · rolling: pods or nodes one by one"),
      note("failover: connections cut once · restart: minutes of outage"),
    ],
  };
}
