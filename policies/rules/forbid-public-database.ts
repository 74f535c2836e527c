import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const forbidPublicDatabase: ResourceRule = {
  id: "forbid-public-database",
  title: "Databases are not publicly accessible",
  rationale: "A database with a public address is found and attacked within hours.",
  remedy: "Set publiclyAccessible to false.",
  severity: "critical",
  source: "AWS Well-Architected, SEC05-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: inputIs("publiclyAccessible", false),
};
