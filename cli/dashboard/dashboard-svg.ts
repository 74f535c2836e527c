import { CHART_HEIGHT, CHART_WIDTH } from "./chart-svg";
import type { DrawnSection } from "./drawn-dashboard";

const PER_LINE = 3;
const HEAD = 30;

/** Sections of a dashboard as one picture, for pages that show no HTML. */
export function dashboardSvg(title: string, sections: readonly DrawnSection[]): string {
  const width = PER_LINE * CHART_WIDTH;
  const parts: string[] = [];
  let y = 0;
  for (const section of sections) {
    parts.push(
      `<text x="8" y="${y + 20}" font-family="Helvetica,Arial,sans-serif" font-size="15" font-weight="bold" fill="#202124">${section.title}</text>`,
    );
    y += HEAD;
    section.pictures.forEach(({ svg }, index) => {
      const x = (index % PER_LINE) * CHART_WIDTH;
      const top = y + Math.floor(index / PER_LINE) * CHART_HEIGHT;
      parts.push(svg.replace("<svg ", `<svg x="${x}" y="${top}" `).trimEnd());
    });
    y += Math.ceil(section.pictures.length / PER_LINE) * CHART_HEIGHT;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${y}" fill="#ffffff"/>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}
