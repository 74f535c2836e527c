import Table from "cli-table3";

export type Align = "left" | "right";

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
export function table(
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

const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat("en-US");

/** `$1,500` */
export const usd = (amount: number): string => dollars.format(amount);
/** `20,000` */
export const count = (amount: number): string => whole.format(amount);
/** `1 node`, `2 nodes` */
export const plural = (amount: number, one: string, many = `${one}s`): string =>
  `${count(amount)} ${amount === 1 ? one : many}`;
/** The tier as people write it: `2K`. */
export const tierTitle = (name: string): string => name.toUpperCase();
