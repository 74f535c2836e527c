import { markup, type Markup } from "../print/markup";
import { page } from "../print/page";
import { clock, type DrawnDashboard, type LogTable, type Picture } from "./drawn-dashboard";

const STYLE = `
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1rem; max-width: 84rem; background: #fff; color: #1b1f24; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin: 2rem 0 0.5rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 0.75rem; padding: 0; margin: 0; list-style: none; }
.charts img { width: 100%; height: auto; border: 1px solid #c4cad3; border-radius: 6px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 0.2rem 1rem 0.2rem 0; border-top: 1px solid #c4cad3; }
`;
const pictureHtml = ({ title, marks, svg }: Picture): Markup =>
  markup`<li><img src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}" alt="${[title, ...marks].join("; ")}"></li>
`;

/** A made-up day has no log: the page says what CloudWatch would ask. */
const tableHtml = ({ title, query }: LogTable): Markup =>
  markup`<h3>${title}</h3>
<p>A table of ten in CloudWatch, read from the databases' logs when somebody looks. The made-up day has no log, so here is what is
asked:</p>
<pre><code>${query.split(" | ").join("\n| ")}</code></pre>
`;

/** A dashboard as a page of one file. */
export function dashboardHtml(title: string, { sections, told, alarmCount }: DrawnDashboard): string {
  const body = markup`<p>The dashboard's own charts over a made-up day: quiet at night, slow content from 14:00 to 14:45, errors from 19:00 to 19:30. No
number of it was measured. A dashed line is where the alarm is.</p>
<h2>Alarms</h2>
<p>${alarmCount} alarms tell somebody. On this day they would have said:</p>
<table><thead><tr><th scope="col">at</th><th scope="col">severity</th><th scope="col">alarm</th></tr></thead><tbody>
${told.map(
  ({ minute, severity, alarm }) =>
    markup`<tr><td>${clock(minute)}</td><td>${severity}</td><th scope="row">${alarm}</th></tr>
`,
)}</tbody></table>
${sections.map(
  (section) => markup`<h2>${section.title}</h2>
<ul class="charts">
${section.pictures.map(pictureHtml)}</ul>
${section.tables.map(tableHtml)}`,
)}`;
  return page({ title, style: STYLE, body });
}
