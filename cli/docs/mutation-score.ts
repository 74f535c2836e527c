import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import { tierTitle } from "../print/figures";
import { markdownTable } from "../print/markdown-table";
import { HARMLESS } from "../../kinds/safety/safety";
import { bullets, paragraph } from "./wrapped";

const scoreSchema = z.partialRecord(
  z.enum(TIER_NAMES),
  z.object({ mutants: z.int(), found: z.int(), equivalent: z.int(), percent: z.number() }),
);

/** What `npm run test:mutations` wrote when the score last rose. */
const SCORE = join(__dirname, "../../policies/mutation-score.json");

/** How many of the ways to break a tier the rules find. */
export function mutationScore(): string {
  const scores = scoreSchema.parse(JSON.parse(readFileSync(SCORE, "utf8")));
  const rows = TIER_NAMES.flatMap((tier) => {
    const score = scores[tier];
    return score === undefined
      ? []
      : [
          [
            tierTitle(tier),
            `${score.mutants}`,
            `${score.found}`,
            `${score.percent} %`,
            `${score.equivalent}`,
          ],
        ];
  });
  return [
    "## How much the rules find",
    paragraph(
      "`npm run test:mutations` breaks every input on which safety rests, one at a time: it is removed, flipped, emptied, widened, lowered, pointed elsewhere or into another account, and the resource is deleted. What matters is a fact of each type (`kinds/safety/`), and whatever no fact calls harmless is broken. A mutant that no mandatory rule finds stands in `test/mutations/declined.yaml` with the reason and counts against the score, which may only rise.",
    ),
    paragraph("What no mutant touches is harmless for one of these reasons:"),
    bullets(Object.values(HARMLESS).map((reason) => `${reason}.`)),
    markdownTable(["tier", "mutants", "found", "score", "change nothing, by a fact"], rows),
  ].join("\n\n");
}
