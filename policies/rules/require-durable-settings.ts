import { guardedTypes, keepsGuards } from "../guards";
import type { ResourceRule } from "../rule";

export const requireDurableSettings: ResourceRule = {
  id: "require-durable-settings",
  title: "Settings that keep what is stored are set",
  rationale: "What is lost by a default is missed on the day on which it is needed.",
  remedy: "Set the input that the message names.",
  severity: "high",
  source: "kinds/safety",
  whenUnknown: "refuse",
  scope: "resource",
  types: guardedTypes("data"),
  check: keepsGuards("data"),
};
