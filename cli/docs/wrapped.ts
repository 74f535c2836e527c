import { wrap } from "../print/wrap";

/** Columns of a page, as Markdown. */
const PAGE_WIDTH = 125;

/** A paragraph, broken into lines of a page. */
export const paragraph = (text: string): string => wrap(text, PAGE_WIDTH);

/** List items, each broken into lines of a page. */
export const bullets = (items: readonly string[]): string =>
  items.map((item) => wrap(item, PAGE_WIDTH, "- ", "  ")).join("\n");
