import { at } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

/** Two years, in AWS's own steps. */
const DAYS_MAX = 731;

export const requireLogRetention: ResourceRule = {
  id: "require-log-retention",
  title: "Log groups have a retention of at most 731 days",
  rationale: "Logs that are kept forever cost more every month.",
  remedy: "Set retentionInDays; archive longer in a bucket.",
  severity: "low",
  source: "AWS Well-Architected, COST05-BP05",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: ({ inputs }) => {
    const days = at(inputs, "retentionInDays");
    return typeof days === "number" && days >= 1 && days <= DAYS_MAX
      ? []
      : [{ wrong: `retentionInDays is ${shown(days)}`, allowed: `1 to ${DAYS_MAX}` }];
  },
};
