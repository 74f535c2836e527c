import stringWidth from "string-width";
import type { Block, Document, Facts, Groups, List, Section, Table, Text } from "./document";
import type { Style } from "./style";
import { textTable } from "./text-table";
import { wrap } from "./wrap";

/** Columns of a text, unless the terminal is narrower. Commands are never broken, tables only where they do not fit. */
const WIDTH = 80;
/** No narrower than this: one word a line is not read more easily than one that the terminal breaks. */
const WIDTH_MIN = 20;
const GAP = 2;
const INDENT = "  ";

const widthOf = ({ columns = WIDTH }: Style): number => Math.max(WIDTH_MIN, Math.min(WIDTH, columns));

function lineOf(text: Text, { strong }: Style): string {
  if (typeof text === "string") return text;
  return text
    .map((piece) => {
      if (typeof piece === "string") return piece;
      if ("code" in piece) return piece.code;
      return "strong" in piece ? strong(piece.strong) : piece.link;
    })
    .join("");
}

/** A row below the other, each cell on a line of its own with the title of its column. */
function stackedText({ columns, rows, isHeadless }: Table, style: Style): string {
  return rows
    .map(([first = "", ...cells]) =>
      [
        wrap(lineOf(first, style), widthOf(style)),
        ...cells.map((cell, place) => {
          const title = isHeadless === true ? "" : (columns[place + 1]?.title ?? "");
          const label = title === "" ? "" : `${style.faint(title)}: `;
          return wrap(`${label}${lineOf(cell, style)}`, widthOf(style), INDENT, INDENT.repeat(2));
        }),
      ].join("\n"),
    )
    .join("\n");
}

function tableText(table: Table, style: Style): string {
  const { columns, rows, isHeadless } = table;
  const head = columns.map(({ title }) => (title === "" ? "" : style.strong(title)));
  const body = rows.map((row) => row.map((cell) => lineOf(cell, style)));
  const text = textTable(
    body,
    columns.map(({ align }) => align ?? "left"),
    isHeadless ? undefined : head,
  );
  const widest = Math.max(...text.split("\n").map((line) => stringWidth(line)));
  return style.columns === undefined || widest <= style.columns ? text : stackedText(table, style);
}

function factsText({ facts }: Facts, style: Style): string {
  const widest = Math.max(0, ...facts.map(([term]) => stringWidth(term)));
  const width = widthOf(style);
  return facts
    .map(([term, value]) => {
      // Beside its term a value would have a word a line.
      if (width < WIDTH && widest + GAP > width / 2)
        return `${term}\n${wrap(lineOf(value, style), width, INDENT, INDENT)}`.trimEnd();
      const first = `${term}${" ".repeat(widest - stringWidth(term) + GAP)}`;
      return wrap(lineOf(value, style), width, first, " ".repeat(widest + GAP)).trimEnd();
    })
    .join("\n");
}

function treeText(items: readonly Text[], style: Style): string {
  const last = items.length - 1;
  return items
    .map((item, place) =>
      wrap(
        lineOf(item, style),
        widthOf(style),
        place === last ? "└─ " : "├─ ",
        place === last ? "   " : "│  ",
      ),
    )
    .join("\n");
}

function listText({ items, marker }: List, style: Style): string {
  if (marker === "tree") return treeText(items, style);
  // What is done in an order is mostly commands, which are not broken.
  if (marker === "number")
    return items.map((item, place) => `  ${place + 1}. ${lineOf(item, style)}`).join("\n");
  return items.map((item) => wrap(lineOf(item, style), widthOf(style), "- ", "  ")).join("\n");
}

function titleText(title: string, aside: string | undefined, style: Style): string {
  const { strong, faint } = style;
  return wrap(
    aside === undefined ? strong(title) : `${strong(title)} ${faint(`(${aside})`)}`,
    widthOf(style),
  );
}

const groupsText = ({ groups }: Groups, style: Style): string =>
  groups
    .map(({ title, aside, items }) => `${titleText(title, aside, style)}\n${treeText(items, style)}`)
    .join("\n");

function sectionText({ title, aside, blocks }: Section, style: Style): string {
  return `${titleText(title, aside, style)}\n${joined(blocks, style)}`;
}

function blockText(block: Block, style: Style): string {
  switch (block.kind) {
    case "section":
      return sectionText(block, style);
    case "facts":
      return factsText(block, style);
    case "table":
      return tableText(block, style);
    case "list":
      return listText(block, style);
    case "groups":
      return groupsText(block, style);
    case "paragraph":
      return block.label === undefined
        ? wrap(lineOf(block.text, style), widthOf(style))
        : wrap(lineOf(block.text, style), widthOf(style), `${style.faint(`${block.label}:`)} `, "  ");
    case "commands":
      return block.lines
        .flatMap(({ command, expected }) => [
          `  ${command}`,
          ...(expected === undefined ? [] : [`    → ${expected}`]),
        ])
        .join("\n");
    case "note":
      return style.faint(wrap(lineOf(block.text, style), widthOf(style)));
    case "details":
      return `${titleText(block.summary, undefined, style)}\n${joined(block.blocks, style)}`;
  }
}

const holdsBlocks = ({ kind }: Block): boolean => kind === "section" || kind === "details";

/** Inside a section blocks follow closely; sections stand apart. */
function joined(blocks: readonly Block[], style: Style): string {
  return blocks
    .map((block, place) => {
      const before = blocks[place - 1];
      const gap = before === undefined ? "" : holdsBlocks(before) || holdsBlocks(block) ? "\n\n" : "\n";
      return gap + blockText(block, style);
    })
    .join("");
}

/** A document for a terminal, 80 columns wide or as wide as it is, but for commands. */
export function textOf({ title, blocks }: Document, style: Style): string {
  const body = blocks.map((block, place) => {
    const before = blocks[place - 1];
    const isClose =
      before === undefined ? !holdsBlocks(block) : before.kind === "note" && block.kind === "note";
    const gap = before === undefined && title === undefined ? "" : isClose ? "\n" : "\n\n";
    return gap + blockText(block, style);
  });
  const head = title === undefined ? "" : titleText(title, undefined, style);
  return `${head}${body.join("")}\n`;
}
