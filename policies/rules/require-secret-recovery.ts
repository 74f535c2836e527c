import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";

export const requireSecretRecovery: ResourceRule = {
  id: "require-secret-recovery",
  title: "Deleted secrets can be brought back for a week or more",
  rationale: "A database whose password is gone is as good as gone.",
  remedy: "Set recoveryWindowInDays to 7 or more.",
  severity: "high",
  source: "AWS Well-Architected, SEC08-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:secretsmanager/secret:Secret"],
  // AWS waits 30 days where nothing is said.
  check: (resource) =>
    resource.inputs["recoveryWindowInDays"] === undefined
      ? []
      : inputAtLeast("recoveryWindowInDays", 7)(resource),
};
