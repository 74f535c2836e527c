import type { Block, Column, Commands, Document, Text } from "./document";
import { markup, NOTHING, Markup } from "./markup";

const MAX_LEVEL = 6;
const LABEL_LENGTH = 60;

function lineOf(text: Text): Markup {
  if (typeof text === "string") return markup`${text}`;
  return markup`${text.map((piece) => {
    if (typeof piece === "string") return markup`${piece}`;
    if ("code" in piece) return markup`<code>${piece.code}</code>`;
    return "strong" in piece
      ? markup`<strong>${piece.strong}</strong>`
      : markup`<a href="${piece.url}">${piece.link}</a>`;
  })}`;
}

const withAside = (title: string, aside: string | undefined): string =>
  aside === undefined ? title : `${title} (${aside})`;

function headingOf(level: number, title: string): Markup {
  const tag = new Markup(`h${Math.min(level, MAX_LEVEL)}`);
  return markup`<${tag}>${title}</${tag}>`;
}

const listOf = (items: readonly Text[], tag = new Markup("ul")): Markup =>
  markup`<${tag}>${items.map((item) => markup`<li>${lineOf(item)}</li>`)}</${tag}>`;

/** A table that scrolls by itself where the page is narrow; `label` says what it shows to those who cannot see it. */
export function tableHtml(
  columns: readonly Column[],
  rows: readonly (readonly Text[])[],
  label: string,
): Markup {
  const head = columns.map(({ title }) => markup`<th scope="col">${title}</th>`);
  const body = rows.map(
    ([first = "", ...cells]) =>
      markup`<tr><th scope="row">${lineOf(first)}</th>${cells.map((cell) => markup`<td>${lineOf(cell)}</td>`)}</tr>
`,
  );
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

/** A line to copy; a page with a script may show the button. */
const commandHtml = (command: string): Markup =>
  markup`<div class="command"><pre><code>${command}</code></pre><button type="button" hidden aria-label="Copy: ${command.slice(0, LABEL_LENGTH)}">Copy</button></div>`;

/** With a button for all of them, where nobody has to look at what one prints before the next. */
function commandsHtml({ lines }: Commands): Markup {
  const each = markup`${lines.map(
    ({ command, expected }) =>
      markup`${commandHtml(command)}${expected === undefined ? NOTHING : markup`<p class="expected">Expected: ${expected}</p>`}
`,
  )}`;
  return lines.length > 1 && lines.every(({ expected }) => expected === undefined)
    ? markup`<div class="commands">${each}<button type="button" hidden>Copy all</button></div>`
    : each;
}

function blockHtml(block: Block, level: number): Markup {
  switch (block.kind) {
    case "section":
      return markup`<section${new Markup(block.isWarning ? ' class="stop"' : "")}>${headingOf(level, withAside(block.title, block.aside))}
${blocksHtml(block.blocks, level + 1)}</section>`;
    case "facts":
      return markup`<dl class="facts">${block.facts.map(([term, value]) => markup`<div><dt>${term}</dt><dd>${lineOf(value)}</dd></div>`)}</dl>`;
    case "table":
      return tableHtml(block.columns, block.rows, block.columns.map(({ title }) => title).join(", "));
    case "list":
      return listOf(block.items, new Markup(block.marker === "number" ? "ol" : "ul"));
    case "groups":
      return markup`${block.groups.map(
        ({ title, aside, items }) =>
          markup`${headingOf(level, withAside(title, aside))}${listOf(items)}
`,
      )}`;
    case "paragraph":
      return markup`<p>${block.label === undefined ? NOTHING : markup`<strong>${block.label}:</strong> `}${lineOf(block.text)}</p>`;
    case "commands":
      return commandsHtml(block);
    case "note":
      return markup`<p class="note">${lineOf(block.text)}</p>`;
    case "details":
      return markup`<details><summary>${block.summary}</summary>
${blocksHtml(block.blocks, level)}</details>`;
  }
}

/** Blocks as a part of a page; `level` is that of their headings. */
export const blocksHtml = (blocks: readonly Block[], level: number): Markup =>
  markup`${blocks.map(
    (block) => markup`${blockHtml(block, level)}
`,
  )}`;

/** A document as the body of a page. */
export const htmlOf = ({ title, blocks }: Document): Markup =>
  markup`${title === undefined ? NOTHING : headingOf(1, title)}
${blocksHtml(blocks, 2)}`;
