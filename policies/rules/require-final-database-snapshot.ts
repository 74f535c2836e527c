import { ofPrimaries } from "../databases";
import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const requireFinalDatabaseSnapshot: ResourceRule = {
  id: "require-final-database-snapshot",
  title: "Primary databases leave a final snapshot when deleted",
  rationale: "The changes since the last backup would be lost.",
  remedy: "Set skipFinalSnapshot to false and name the snapshot.",
  severity: "high",
  source: "AWS Well-Architected, REL09-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:rds/instance:Instance"],
  check: ofPrimaries(inputIs("skipFinalSnapshot", false)),
};
