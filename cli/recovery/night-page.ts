import { createHash } from "node:crypto";
import type { Block, Document, Section } from "../print/document";
import { blocksHtml } from "../print/html-printer";
import { markup, type Markup } from "../print/markup";
import { resultOf, type Result } from "../print/result";
import { framed, tickable } from "../upgrade/runbook/page-frame";

const isPhase = (block: Block): block is Section =>
  block.kind === "section" && /^Phase \d+:/.test(block.title);

const phaseHtml = ({ title, aside, blocks }: Section, index: number): Markup =>
  tickable(
    `phase-${index + 1}`,
    `${title}${aside === undefined ? "" : ` (${aside})`}`,
    blocksHtml(blocks, 4),
  );

/** A report with its document, which is a page to follow where that is asked for. */
export function nightResult(
  json: unknown,
  document: () => Document,
  { html, ...options }: { readonly html?: true; readonly markdown?: true },
): Result {
  const result = resultOf(json, document, options);
  return html === true ? { ...result, text: () => nightPage(document()) } : result;
}

/** A report as a page to follow at night: one file, nothing fetched; its phases have boxes to tick. */
function nightPage({ title = "", blocks }: Document): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([title, blocks]))
    .digest("hex")
    .slice(0, 12);
  const phases = blocks.filter(isPhase);
  const first = blocks.findIndex(isPhase);
  const before = first < 0 ? blocks : blocks.slice(0, first);
  const after = first < 0 ? [] : blocks.slice(first).filter((block) => !isPhase(block));
  return framed(
    title,
    digest,
    markup`<p>Write down the time, and stop who is still doing the damage. Work from top to bottom; when a check does not pass, stop.</p>
<p class="progress" aria-live="polite"></p>
<p id="status" role="status"></p>
${blocksHtml(before, 2)}
${phases.map(phaseHtml)}
${blocksHtml(after, 2)}`,
  );
}
