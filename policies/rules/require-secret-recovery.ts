import { inputAtLeast } from "../read";
import type { ResourceRule } from "../rule";

export const requireSecretRecovery: ResourceRule = {
  id: "require-secret-recovery",
  title: "Deleted secrets can be restored for at least 7 days",
  rationale: "A database whose password is lost is as good as lost.",
  remedy: "Set recoveryWindowInDays to 7 or more.",
  severity: "high",
  source: "AWS Well-Architected, SEC08-BP01",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:secretsmanager/secret:Secret"],
  // AWS waits 30 days where nothing is said, which nobody who reads the program knows.
  check: inputAtLeast("recoveryWindowInDays", 7),
};
