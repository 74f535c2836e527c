import { markup, type Markup } from "../../print/markup";
import { page } from "../../print/page";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

/**
 * A page to follow: one file, which keeps the boxes that are ticked.
 * @param digest tells a page from one that says something else
 */
export const framed = (title: string, digest: string, body: Markup): string =>
  page({ title, digest, body, style: STYLE, script: SCRIPT });

/** A part of it with a box to tick. */
export const tickable = (id: string, title: string, body: Markup): Markup =>
  markup`<section class="phase"><label for="${id}"><input type="checkbox" id="${id}"><span><h3>${title}</h3></span></label>
${body}</section>
`;
