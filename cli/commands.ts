import { registerDeployerPolicy } from "./account/deployer-policy-command";
import { registerPrerequisites } from "./account/prerequisites-command";
import { registerCost } from "./cost/cost-command";
import { registerRecover } from "./engine/recover-command";
import { registerRehearse } from "./engine/rehearse-command";
import { registerPolicy } from "./policy/policy-command";
import { registerPrices } from "./prices/prices-command";
import { registerReview } from "./review/review-command";
import type { Register } from "./run/command";
import { registerManifest } from "./tier/manifest-command";
import { registerPlacement } from "./tier/placement-command";
import { registerPreview } from "./tier/preview-command";
import { registerTiers } from "./tier/tiers-command";
import { registerRotate } from "./upgrade/rotate-command";
import { registerUpgrade } from "./upgrade/upgrade-command";

/** Every command, in the order of the help. A new one is added here, and nowhere else. */
export const COMMANDS: readonly Register[] = [
  registerTiers,
  registerPreview,
  registerManifest,
  registerPlacement,
  registerCost,
  registerPrices,
  registerUpgrade,
  registerRotate,
  registerPolicy,
  registerReview,
  registerRehearse,
  registerRecover,
  registerPrerequisites,
  registerDeployerPolicy,
];
