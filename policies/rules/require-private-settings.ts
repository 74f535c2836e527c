import { guardedTypes, keepsGuards } from "../guards";
import type { ResourceRule } from "../rule";

export const requirePrivateSettings: ResourceRule = {
  id: "require-private-settings",
  title: "Settings that keep strangers out are set",
  rationale: "One setting that AWS takes otherwise by default lets somebody read or do what is not theirs.",
  remedy: "Set the input that the message names.",
  severity: "high",
  source: "kinds/safety",
  whenUnknown: "refuse",
  scope: "resource",
  types: guardedTypes("privacy"),
  check: keepsGuards("privacy"),
};
