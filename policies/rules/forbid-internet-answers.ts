import { internetAnswers } from "../effects/internet";
import { inventoryOf } from "../effects/inventory";
import type { StackRule } from "../rule";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

export const forbidInternetAnswers: StackRule = {
  id: "forbid-internet-answers",
  title: "Nothing but CloudFront answers everybody on the internet",
  rationale: "Whatever else answers is found within hours, and nothing filters or counts who asks.",
  remedy: "See ./scale reach for why it answers, and close that way.",
  severity: "critical",
  source: "docs/architecture.md: nothing but CloudFront is public",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) =>
    internetAnswers(inventoryOf(resources))
      .filter(
        ({ resource: { type }, answers }) =>
          (answers === "everybody" && type !== DISTRIBUTION) || answers === "unknown",
      )
      .map(({ resource: { urn }, answers, why }) => ({
        urn,
        wrong:
          answers === "unknown" ? `whom it answers is not known: ${why}` : `it answers everybody: ${why}`,
        allowed: "an answer to nobody on the internet",
      })),
};
