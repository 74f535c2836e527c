import type { Block, Commands, Document, Groups, List, Table, Text } from "./document";
import { markdownTable } from "./markdown-table";

const MAX_LEVEL = 6;

/** What Markdown would take for markup of its own. */
export const escaped = (text: string): string => text.replaceAll(/[\\`*]/g, "\\$&").replaceAll("<", "&lt;");

const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

function lineOf(text: Text): string {
  if (typeof text === "string") return escaped(text);
  return text
    .map((piece) => {
      if (typeof piece === "string") return escaped(piece);
      if ("code" in piece) return code(piece.code);
      return "strong" in piece ? `**${escaped(piece.strong)}**` : `[${escaped(piece.link)}](${piece.url})`;
    })
    .join("");
}

const withAside = (title: string, aside: string | undefined): string =>
  aside === undefined ? title : `${title} (${escaped(aside)})`;

const headingOf = (level: number, title: string, aside?: string): string =>
  `${"#".repeat(Math.min(level, MAX_LEVEL))} ${withAside(escaped(title), aside)}`;

const tableOf = ({ columns, rows }: Table): string =>
  markdownTable(
    columns.map(({ title }) => escaped(title)),
    rows.map((row) => row.map(lineOf)),
    columns.map(({ align }) => align === "right"),
  );

const listOf = ({ items, marker }: Pick<List, "items" | "marker">): string =>
  items.map((item, place) => `${marker === "number" ? `${place + 1}.` : "-"} ${lineOf(item)}`).join("\n");

const groupsOf = ({ groups }: Groups): string =>
  groups
    .map(
      ({ title, aside, items }) =>
        `${withAside(`**${escaped(title)}**`, aside)}\n\n${listOf({ items, marker: "bullet" })}`,
    )
    .join("\n\n");

const commandsOf = ({ language, lines }: Commands): string =>
  [
    `\`\`\`${language}`,
    ...lines.flatMap(({ command, expected }) => [
      command,
      ...(expected === undefined ? [] : [`# → ${expected}`]),
    ]),
    "```",
  ].join("\n");

function blockOf(block: Block, level: number): string {
  switch (block.kind) {
    case "section":
      return [headingOf(level, block.title, block.aside), ...blocksOf(block.blocks, level + 1)].join("\n\n");
    case "facts":
      return block.facts.map(([term, value]) => `- **${escaped(term)}**: ${lineOf(value)}`).join("\n");
    case "table":
      return tableOf(block);
    case "list":
      return listOf(block);
    case "groups":
      return groupsOf(block);
    case "paragraph":
      return block.label === undefined
        ? lineOf(block.text)
        : `**${escaped(block.label)}:** ${lineOf(block.text)}`;
    case "commands":
      return commandsOf(block);
    case "note":
      return lineOf(block.text);
    case "details":
      return [
        `<details><summary>${escaped(block.summary)}</summary>`,
        ...blocksOf(block.blocks, level),
        "</details>",
      ].join("\n\n");
  }
}

const blocksOf = (blocks: readonly Block[], level: number): string[] =>
  blocks.map((block) => blockOf(block, level));

/**
 * A document for a pull request or a page.
 * @param level of its title, or of its sections when it has none
 */
export function markdownOf({ title, blocks }: Document, level = 3): string {
  const head = title === undefined ? [] : [headingOf(level, title)];
  return `${[...head, ...blocksOf(blocks, level + head.length)].join("\n\n")}\n`;
}
