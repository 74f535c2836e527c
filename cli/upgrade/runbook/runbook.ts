import { nameOfUrn } from "../../../models/manifest/urn";
import { createHash } from "node:crypto";
import type { UpgradePhase, UpgradeReport, UpgradeStep } from "../../../models/upgrade/report";
import { tierTitle } from "../../print/table";
import {
  byComponent,
  CANNOT_PROVE,
  countsText,
  difference,
  downtimeText,
  driftText,
  range,
  verb,
} from "../words";
import { costChart } from "./cost-chart";
import { gantt } from "./gantt";
import { Markup, markup, NOTHING } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** Nothing is fetched: the page works from a file and from an archive of a CI run. */
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

const list = (lines: readonly string[]): Markup =>
  markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;

function facts(report: UpgradeReport): Markup {
  const { costDeltaMonthlyUsd: cost, totals } = report;
  const rows = [
    ["cost a month, expected", difference(cost.expectedMonthlyUsd)],
    ["floor, ceiling", `${difference(cost.floorMonthlyUsd)}, ${difference(cost.ceilingMonthlyUsd)}`],
    ["takes", range(totals.minutesMin, totals.minutesMax, "minutes")],
    ["worst downtime", downtimeText(totals.worstDowntime)],
    ["data at risk", totals.dataRisk],
    ["resources", countsText(report)],
  ] as const;
  return markup`<dl class="facts">${rows.map(([term, value]) => markup`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What has to be read before anything is typed. */
function stops({ blocked, oneWayDoors, drift, keep }: UpgradeReport): Markup[] {
  const box = (title: string, lines: readonly string[]): Markup =>
    lines.length === 0 ? NOTHING : markup`<section class="stop"><h2>${title}</h2>${list(lines)}</section>`;
  return [
    box("Cannot be done as asked", [
      ...blocked.map(({ urn, why }) => `${nameOfUrn(urn)}: ${why}`),
      ...(keep.length === 0
        ? []
        : [`Keep ${keep.map(({ field, value }) => `${field} at ${value}`).join(", ")}: see --keep-sizes.`]),
    ]),
    box(
      "One-way: no phase takes this back",
      oneWayDoors.map(({ urn, what }) => `${nameOfUrn(urn)}: ${what}`),
    ),
    box("What the tiers do not explain (drift, overrides, settings)", drift.map(driftText)),
  ];
}

const command = (text: string): Markup =>
  markup`<div class="command"><pre><code>${text}</code></pre><button type="button" hidden aria-label="Copy: ${text.slice(0, 60)}">Copy</button></div>`;

function stepRow(step: UpgradeStep): Markup {
  const { source, properties, notes } = step;
  return markup`<tr><th scope="row">${verb(step)} ${step.name}</th><td>${downtimeText(step.downtime)}</td><td>${step.dataRisk}</td><td>${step.reversible ? "yes" : "no"}</td><td>${range(step.minutesMin, step.minutesMax, "min")}</td><td>${notes.join(". ")}${properties.length === 0 ? "" : ` (${properties.slice(0, 6).join(", ")}${properties.length > 6 ? ", …" : ""})`}${source === null ? NOTHING : markup` <a href="${source}">source</a>`}</td></tr>
`;
}

function steps(phase: UpgradePhase): Markup {
  const own = phase.steps.filter(({ operation }) => operation !== "tag-only");
  const tags = phase.steps.length - own.length;
  if (phase.steps.length === 0) return NOTHING;
  return markup`<details><summary>${own.length} steps${tags === 0 ? "" : `, and ${tags} that only change tags`}</summary>
${byComponent(own).map(
  ([title, group]) =>
    markup`<h4>${title}</h4><div class="scroll" tabindex="0" role="region" aria-label="Steps of phase ${phase.number}, ${title}"><table><thead><tr>${["step", "downtime", "data", "way back", "takes", "what it means"].map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>
${group.map(stepRow)}</tbody></table></div>`,
)}</details>`;
}

function phaseSection(phase: UpgradePhase): Markup {
  const { number, title, why, commands, check, checks, rollback, minutesMin, minutesMax } = phase;
  const time = minutesMax === 0 ? "" : ` (${range(minutesMin, minutesMax, "minutes")})`;
  return markup`<section class="phase"><label for="phase-${number}"><input type="checkbox" id="phase-${number}"><span><h3>Phase ${number}: ${title}${time}</h3></span></label>
${why === "" ? NOTHING : markup`<p>${why}</p>`}
${commands.map(command)}
<p><strong>Go on when:</strong> ${check}</p>
${checks.map((each) => markup`${command(each.command)}<p class="expected">Expected: ${each.expected}</p>`)}
<p><strong>Way back:</strong> ${rollback}</p>
${steps(phase)}</section>
`;
}

/** A tier step as a page to follow at night: one file, nothing fetched. */
export function runbookHtml(report: UpgradeReport): string {
  const title = `From tier ${tierTitle(report.from)} to tier ${tierTitle(report.to)}`;
  return markup`<!doctype html>
<html lang="en" data-digest="${report.digest}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>Work from top to bottom. Begin a phase only when the one before has passed its check; when a check does not pass, stop and take
that phase's way back.</p>
<p class="progress" aria-live="polite"></p>
<p id="status" role="status"></p>
${facts(report)}
${stops(report)}
<h2>Phases</h2>
${report.phases.map(phaseSection)}
<h2>When it takes as long as it may</h2>
${gantt(report)}
<h2>Cost a month, expected</h2>
${costChart(report)}
<p>The new tier's ceiling is $${Math.round(report.ceilingMonthlyUsd)} of a budget of $${Math.round(report.budgetMonthlyUsd)}.</p>
<h2>What this cannot prove</h2>
${list(CANNOT_PROVE)}
</main>
<footer>Plan ${report.digest}</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;
}
