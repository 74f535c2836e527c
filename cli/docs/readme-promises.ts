import type { SloReport } from "../../models/promises/report";
import { markdownTable } from "../print/markdown-table";
import { targetText } from "../slo/slo-document";

const BEGIN = "<!-- Promises: written by `npm run docs` from models/promises. -->";
const END = "<!-- End of promises. -->";

/** The promises to users as a table. */
export const promisesTable = ({ targets }: Pick<SloReport, "targets">): string =>
  markdownTable(
    ["promise", "target"],
    targets.map((target) => [target.title, targetText(target)]),
  );

/**
 * The README with the table of promises between its two marks.
 * @throws Error for a README without the marks
 */
export function readmeWithPromises(readme: string, report: Pick<SloReport, "targets">): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error("README.md has lost the marks around its table of promises.");
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${promisesTable(report)}\n\n${readme.slice(end)}`;
}
