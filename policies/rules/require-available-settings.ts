import { guardedTypes, keepsGuards } from "../guards";
import type { ResourceRule } from "../rule";

export const requireAvailableSettings: ResourceRule = {
  id: "require-available-settings",
  title: "Settings that keep the product answering are set",
  rationale: "A zone, a full disk or a rollout would be an outage.",
  remedy: "Set the input that the message names.",
  severity: "medium",
  source: "kinds/safety",
  whenUnknown: "refuse",
  scope: "resource",
  types: guardedTypes("availability"),
  check: keepsGuards("availability"),
};
