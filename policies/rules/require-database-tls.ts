import { at, listOf } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

export const requireDatabaseTls: ResourceRule = {
  id: "require-database-tls",
  title: "PostgreSQL refuses connections without TLS",
  rationale: "Passwords and rows would cross the network in plain text.",
  remedy: "Set the parameter rds.force_ssl to 1.",
  severity: "high",
  source: "AWS Well-Architected, SEC09-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/parameterGroup:ParameterGroup"],
  check: ({ inputs }) => {
    const value = listOf(at(inputs, "parameters"))
      .filter((parameter) => at(parameter, "name") === "rds.force_ssl")
      .map((parameter) => at(parameter, "value"))
      .at(-1);
    return value === "1" ? [] : [{ wrong: `rds.force_ssl is ${shown(value)}`, allowed: '"1"' }];
  },
};
