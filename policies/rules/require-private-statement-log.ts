import { at, listOf } from "../../models/manifest/values";
import type { TierSpec } from "../../tiers";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

/** By the field of the tier, what keeps that out of the log which it leaves out. */
const KEPT_OUT: Readonly<Record<TierSpec["postgres"]["slowStatementLog"], Readonly<Record<string, string>>>> =
  {
    withParameters: {},
    withoutParameters: { log_parameter_max_length: "0" },
    off: {
      log_min_duration_statement: "-1",
      log_parameter_max_length: "0",
      log_min_error_statement: "panic",
      log_error_verbosity: "terse",
    },
  };

export const requirePrivateStatementLog: ResourceRule = {
  id: "require-private-statement-log",
  title: "PostgreSQL's log holds of slow statements what the tier says, and no more",
  rationale:
    "Parameters of statements are what users wrote: who may read logs would read them, for as long as logs are kept.",
  remedy: "Set it as components/postgres/parameters.ts does, or choose another postgres.slowStatementLog.",
  severity: "high",
  source: "https://www.postgresql.org/docs/17/runtime-config-logging.html; docs/slow-queries.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/parameterGroup:ParameterGroup"],
  check: ({ inputs }, { tier }) => {
    const valueOf = (name: string): unknown =>
      at(
        listOf(inputs["parameters"]).find((each) => at(each, "name") === name),
        "value",
      );
    return Object.entries(KEPT_OUT[tier.postgres.slowStatementLog])
      .filter(([name, value]) => valueOf(name) !== value)
      .map(([name, value]) => ({ wrong: `${name} is ${shown(valueOf(name))}`, allowed: shown(value) }));
  },
};
