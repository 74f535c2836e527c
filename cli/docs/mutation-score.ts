import { CASE_NAMES, readScores, type CaseName } from "./recorded-scores";
import { TIER_NAMES } from "../../tiers";
import { tierTitle } from "../print/figures";
import { markdownTable } from "../print/markdown-table";
import { HARMLESS } from "../../kinds/safety/safety";
import { bullets, paragraph } from "./wrapped";

/** As people call a case: `10K, configured`. */
const titleOf = (name: CaseName): string =>
  TIER_NAMES.filter((tier) => name.split(" ")[0] === tier)
    .map((tier) => `${tierTitle(tier)}${name === tier ? "" : ", configured"}`)
    .join("");

/** How many of the ways to break a tier the rules find. */
export function mutationScore(): string {
  const scores = readScores();
  const rows = CASE_NAMES.flatMap((name) => {
    const score = scores[name];
    return score === undefined
      ? []
      : [[titleOf(name), `${score.mutants}`, `${score.found}`, `${score.percent} %`, `${score.equivalent}`]];
  });
  return [
    "## How much the rules find",
    paragraph(
      "`npm run test:mutations` breaks every input on which safety rests, one at a time: it is removed, flipped, emptied, widened, lowered, pointed elsewhere or into another account, and the resource is deleted. What matters is a fact of each type (`kinds/safety/`), and whatever no fact calls harmless is broken. A mutant that no mandatory rule finds stands in `test/mutations/declined.yaml` with the reason and counts against the score, which may only rise.",
    ),
    paragraph(
      "A line that says “configured” counts only what configuration adds or changes, in another region than CloudFront's: a domain with its certificates, records and TLS to the load balancer, alerts of costs, images and settings of the application.",
    ),
    paragraph("What no mutant touches is harmless for one of these reasons:"),
    bullets(Object.values(HARMLESS).map((reason) => `${reason}.`)),
    markdownTable(["tier", "mutants", "found", "score", "change nothing, by a fact"], rows),
  ].join("\n\n");
}
