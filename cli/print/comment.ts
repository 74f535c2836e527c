import { note, type Block, type Document } from "./document";
import { markdownOf } from "./markdown-printer";

/**
 * GitHub refuses a comment of more than 65,536 characters; the action that writes it adds a mark of its own. Counted in
 * UTF-16 units, which are never fewer than characters.
 */
export const COMMENT_MAX = 65_000;

/** Names of what was left out that a comment lists. */
const NAMES_MAX = 20;

type Holder = Extract<Block, { readonly blocks: readonly Block[] }>;

const isHolder = (block: Block): block is Holder => block.kind === "section" || block.kind === "details";

const titleOf = (block: Holder): string => (block.kind === "section" ? block.title : block.summary);

/** Blocks without the last section that has no section in it, and the titles above it. */
interface Shorter {
  readonly blocks: readonly Block[];
  readonly path: readonly string[];
}

/** Takes out the last of the smallest sections; undefined when there is none left. */
function shorter(blocks: readonly Block[]): Shorter | undefined {
  const place = blocks.findLastIndex(isHolder);
  const last = blocks[place];
  if (last === undefined || !isHolder(last)) return undefined;
  const inner = shorter(last.blocks);
  // What holds only sections says nothing without them.
  const rest = inner === undefined || inner.blocks.length === 0 ? [] : [{ ...last, blocks: inner.blocks }];
  return {
    blocks: [...blocks.slice(0, place), ...rest, ...blocks.slice(place + 1)],
    path: [titleOf(last), ...(inner?.path ?? [])],
  };
}

function leftOutNote(names: readonly string[]): Block {
  const shown = names.slice(0, NAMES_MAX).join("; ");
  const more = names.length > NAMES_MAX ? `; and ${names.length - NAMES_MAX} more` : "";
  return note(
    `Left out, because a comment holds 65,536 characters: ${shown}${more}. All of it: the same command without --markdown.`,
  );
}

/** The beginning of a text up to the end of a line. */
function cutAtLine(text: string, max: number): string {
  const end = text.lastIndexOf("\n", max);
  return text.slice(0, end < 0 ? max : end + 1);
}

/**
 * A document as Markdown that a comment of GitHub holds: its beginning, and of its sections as many as fit. What is left
 * out is named at its end.
 */
export function commentOf(document: Document, max = COMMENT_MAX): string {
  const whole = markdownOf(document);
  if (whole.length <= max) return whole;
  let { blocks } = document;
  const names: string[] = [];
  for (;;) {
    const next = shorter(blocks);
    if (next === undefined) break;
    blocks = next.blocks;
    const name = next.path.slice(0, 2).join(", ");
    if (!names.includes(name)) names.unshift(name);
    const text = markdownOf({ ...document, blocks: [...blocks, leftOutNote(names)] });
    if (text.length <= max) return text;
  }
  // Not even what has no sections fits, such as a table of a thousand lines.
  const rest = markdownOf({ blocks: [leftOutNote(["the end of this", ...names])] });
  return `${cutAtLine(markdownOf({ ...document, blocks }), max - rest.length - 1)}\n${rest}`;
}
