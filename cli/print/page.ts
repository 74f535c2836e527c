import { createHash } from "node:crypto";
import { Markup, markup, NOTHING } from "./markup";

interface Page {
  readonly title: string;
  readonly style: string;
  /** Default: none. */
  readonly script?: string;
  /** Tells it from a page that says something else. Default: none. */
  readonly digest?: string;
  /** Below the title. */
  readonly body: Markup;
}

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is fetched: a page works from a file and from an archive of a CI run. Pictures stand in it. */
const policyOf = (style: string, script: string | undefined): string =>
  [
    "default-src 'none'",
    "img-src data:",
    `style-src ${hash(style)}`,
    ...(script === undefined ? [] : [`script-src ${hash(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** An HTML page of one file. */
export function page({ title, style, script, digest, body }: Page): string {
  const head =
    digest === undefined ? markup`<html lang="en">` : markup`<html lang="en" data-digest="${digest}">`;
  const end = digest === undefined ? NOTHING : markup`<footer>Plan ${digest}</footer>\n`;
  const run = script === undefined ? NOTHING : markup`<script>${new Markup(script)}</script>\n`;
  return markup`<!doctype html>
${head}
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style, script)}">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}</main>
${end}${run}</body>
</html>
`.text;
}
