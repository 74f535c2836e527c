import { BUCKET, KEY } from "../effects/companions";
import { CLUSTER, INSTANCE, LOAD_BALANCER, CACHE } from "../effects/network";
import { inputAtLeast, inputIs, inputIsSet } from "../read";
import type { PolicyResource, Problem, ResourceRule } from "../rule";

/** Longest that AWS offers: who deletes a key has a month to notice. */
const KEY_DAYS_MIN = 30;

/** Logs are diagnostics: a full bucket must not stop a step down or a destroy. */
const ofBucket = (resource: PolicyResource): Problem[] =>
  resource.protect ? inputIs("forceDestroy", false, undefined)(resource) : [];

/** What only spares work leaves nothing that would be missed; it is not protected. */
const ofCache = (resource: PolicyResource): Problem[] =>
  resource.protect ? inputIsSet("finalSnapshotIdentifier")(resource) : [];

const CHECKS: Readonly<Record<string, (resource: PolicyResource) => Problem[]>> = {
  [CLUSTER]: inputIs("deletionProtection", true),
  [LOAD_BALANCER]: inputIs("enableDeletionProtection", true),
  [INSTANCE]: inputIs("disableApiTermination", true),
  [KEY]: inputAtLeast("deletionWindowInDays", KEY_DAYS_MIN),
  [CACHE]: ofCache,
  [BUCKET]: ofBucket,
};

export const requireDeletionProtection: ResourceRule = {
  id: "require-deletion-protection",
  title: "What AWS offers a protection from deletion for has it switched on",
  rationale: "One wrong command, or one stolen credential, would stop the product or take its data.",
  remedy: "Switch the protection on; allowDataDestruction takes it off where everything is to go.",
  severity: "high",
  source: "AWS Well-Architected, REL13; docs/decisions/0015-what-outlives-the-stack.md",
  whenUnknown: "refuse",
  scope: "resource",
  types: Object.keys(CHECKS),
  check: (resource) => CHECKS[resource.type]?.(resource) ?? [],
};
