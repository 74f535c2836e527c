import type { DashboardBody } from "../../models/promises/dashboard/widget";
import { note, section, table, type Document } from "../print/document";

/** What a dashboard shows, section by section: each chart with its lines and where it becomes too much. */
export function dashboardDocument(title: string, name: string, { widgets }: DashboardBody<string>): Document {
  const sections: { title: string; rows: string[][] }[] = [];
  let alarms = 0;
  for (const widget of widgets) {
    if (widget.type === "alarm") alarms += widget.properties.alarms.length;
    if (widget.type === "text")
      sections.push({
        title: widget.properties.markdown.split("\n")[0]?.replace(/^#+ /, "") ?? "",
        rows: [],
      });
    if (widget.type === "log") sections.at(-1)?.rows.push([widget.properties.title, "10", ""]);
    if (widget.type !== "metric") continue;
    const { title: chart, metrics, annotations } = widget.properties;
    const visible = metrics.filter(
      (line) => !line.some((part) => typeof part !== "string" && part.visible === false),
    );
    sections
      .at(-1)
      ?.rows.push([
        chart,
        String(visible.length),
        annotations.horizontal.map(({ label }) => label).join(", "),
      ]);
  }
  return {
    title: `${title}: dashboard ${name}`,
    blocks: [
      ...sections.map(({ title: family, rows }) =>
        section(family, table(["chart", ">lines", "marked"], rows)),
      ),
      note(
        `${alarms} alarms stand above the charts with their states. As a page with made-up numbers: --html; as CloudWatch takes it: --json.`,
      ),
    ],
  };
}
