import { createHash } from "node:crypto";
import { Markup, markup } from "../../print/markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** Nothing is fetched: the page works from a file and from an archive of a CI run. */
const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/**
 * A page to follow: one file, which keeps the boxes that are ticked.
 * @param digest tells a page from one that says something else
 */
export const framed = (title: string, digest: string, body: Markup): string =>
  markup`<!doctype html>
<html lang="en" data-digest="${digest}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}</main>
<footer>Plan ${digest}</footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text;

/** A part of it with a box to tick. */
export const tickable = (id: string, title: string, body: Markup): Markup =>
  markup`<section class="phase"><label for="${id}"><input type="checkbox" id="${id}"><span><h3>${title}</h3></span></label>
${body}</section>
`;
