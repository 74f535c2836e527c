import Table from "cli-table3";

type Align = "left" | "right";

const NO_LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** Columns without lines, two spaces apart; widths as the longest cell, trailing spaces removed. */
export function textTable(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
  head?: readonly string[],
): string {
  const built = new Table({
    chars: NO_LINES,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: [...aligns],
  });
  if (head !== undefined) built.push([...head]);
  built.push(...rows.map((row) => [...row]));
  return built
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
