import { registerBackupAccount } from "./account/backup-account-command";
import { registerDeployerPolicy } from "./account/deployer-policy-command";
import { registerPrerequisites } from "./account/prerequisites-command";
import { registerAdvise } from "./capacity/advise-command";
import { registerCapacity } from "./capacity/capacity-command";
import { registerDecide } from "./capacity/decide-command";
import { registerCost } from "./cost/cost-command";
import { registerDashboard } from "./dashboard/dashboard-command";
import { registerRecover } from "./engine/recover-command";
import { registerRehearse } from "./engine/rehearse-command";
import { registerPolicy } from "./policy/policy-command";
import { registerReach } from "./policy/reach-command";
import { registerPrices } from "./prices/prices-command";
import { registerQueries } from "./queries/queries-command";
import { registerReview } from "./review/review-command";
import { registerLogs } from "./logs/logs-command";
import { registerRum } from "./rum/rum-command";
import type { Register } from "./run/command";
import { registerSlo } from "./slo/slo-command";
import { registerManifest } from "./tier/manifest-command";
import { registerPlacement } from "./tier/placement-command";
import { registerPreview } from "./tier/preview-command";
import { registerTiers } from "./tier/tiers-command";
import { registerDrill } from "./recovery/drill-command";
import { registerRestore } from "./recovery/restore-command";
import { registerRotate } from "./upgrade/rotate-command";
import { registerUpgrade } from "./upgrade/upgrade-command";

/** Every command, in the order of the help. A new one is added here, and nowhere else. */
export const COMMANDS: readonly Register[] = [
  registerTiers,
  registerPreview,
  registerManifest,
  registerPlacement,
  registerCost,
  registerCapacity,
  registerAdvise,
  registerDecide,
  registerPrices,
  registerUpgrade,
  registerRotate,
  registerSlo,
  registerQueries,
  registerDashboard,
  registerLogs,
  registerRum,
  registerRestore,
  registerDrill,
  registerPolicy,
  registerReach,
  registerReview,
  registerRehearse,
  registerRecover,
  registerPrerequisites,
  registerDeployerPolicy,
  registerBackupAccount,
];
