import { markdownTable as tableOf } from "markdown-table";
import stringWidth from "string-width";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A Markdown table, padded so that it reads well as text too. Cells are Markdown; those of a column that is right are figures. */
export const markdownTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  isRight: readonly boolean[] = [],
): string =>
  tableOf(
    [head, ...rows].map((row) => row.map(cell)),
    { align: head.map((_, place) => (isRight[place] === true ? "right" : null)), stringLength: stringWidth },
  );
