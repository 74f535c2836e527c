import { guardedTypes, keepsGuards } from "../guards";
import type { ResourceRule } from "../rule";

export const requireWatchedSettings: ResourceRule = {
  id: "require-watched-settings",
  title: "Settings by which somebody learns what happened are set",
  rationale: "What nobody is told goes on for weeks.",
  remedy: "Set the input that the message names.",
  severity: "medium",
  source: "kinds/safety",
  whenUnknown: "refuse",
  scope: "resource",
  types: guardedTypes("watch"),
  check: keepsGuards("watch"),
};
