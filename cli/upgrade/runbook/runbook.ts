import type { UpgradePhase, UpgradeReport, UpgradeStep } from "../../../models/upgrade/report";
import type { Text } from "../../print/document";
import { blocksHtml, tableHtml } from "../../print/html-printer";
import { markup, NOTHING, type Markup } from "../../print/markup";
import { materialSteps } from "../material-steps";
import { phaseSection } from "../phase-section";
import { CANNOT_PROVE, ceilingOf, headFacts, missingOf, upgradeTitle } from "../upgrade-document";
import { warnings } from "../warnings";
import { byComponent, downtimeText, range, verb } from "../words";
import { costChart } from "./cost-chart";
import { gantt } from "./gantt";
import { framed, tickable } from "./page-frame";

const COLUMNS = ["step", "downtime", "data", "reversible", "duration", "what it means"].map((title) => ({
  title,
}));
const PROPERTIES_SHOWN = 6;

function stepRow(step: UpgradeStep): Text[] {
  const { source, properties, notes } = step;
  const shown = properties.slice(0, PROPERTIES_SHOWN).join(", ");
  const more = properties.length > PROPERTIES_SHOWN ? ", …" : "";
  return [
    `${verb(step)} ${step.name}`,
    downtimeText(step.downtime),
    step.dataRisk,
    step.reversible ? "yes" : "no",
    range(step.minutesMin, step.minutesMax, "min"),
    [
      `${notes.join(". ")}${properties.length === 0 ? "" : ` (${shown}${more})`}`,
      ...(source === null ? [] : [" ", { link: "source", url: source }]),
    ],
  ];
}

function steps(phase: UpgradePhase): Markup {
  const own = phase.steps.filter(({ operation }) => operation !== "tag-only");
  const tags = phase.steps.length - own.length;
  if (phase.steps.length === 0) return NOTHING;
  return markup`<details><summary>${own.length} steps${tags === 0 ? "" : `, and ${tags} that only change tags`}</summary>
${byComponent(own).map(
  ([title, group]) =>
    markup`<h4>${title}</h4>${tableHtml(COLUMNS, group.map(stepRow), `Steps of phase ${phase.number}, ${title}`)}`,
)}</details>`;
}

/** A phase with a box to tick, and all of its steps folded away. */
function phaseHtml(phase: UpgradePhase): Markup {
  const { title, aside, blocks } = phaseSection(phase);
  const id = `phase-${phase.number}`;
  const heading = `${title}${aside === undefined ? "" : ` (${aside})`}`;
  return tickable(id, heading, markup`${blocksHtml(blocks, 4)}${steps(phase)}`);
}

/** A tier step as a page to follow at night: one file, nothing fetched. */
export function runbookHtml(report: UpgradeReport): string {
  return framed(
    upgradeTitle(report),
    report.digest,
    markup`<p>Work from top to bottom. Begin a phase only when the one before has passed its check; when a check does not pass, stop and follow
that phase's rollback.</p>
<p class="progress" aria-live="polite"></p>
<p id="status" role="status"></p>
${blocksHtml([headFacts(report), ...missingOf(report), ...warnings(report)], 2)}<h2>Phases</h2>
${report.phases.map(phaseHtml)}
${blocksHtml([materialSteps(report)], 2)}<h2>Timeline, at the longest durations</h2>
${gantt(report)}
<h2>Cost a month, expected</h2>
${costChart(report)}
${blocksHtml([ceilingOf(report), CANNOT_PROVE], 2)}`,
  );
}
