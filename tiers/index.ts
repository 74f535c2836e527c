export {
  COST_COMPONENTS,
  QDRANT_PEER_COUNTS,
  TIER_NAMES,
  WEB_ACL_RULES,
  tierSchema,
  type CostComponent,
  type TierName,
  type TierSpec,
} from "./schema";
export { CHANGE_CLASSES, CHANGE_CLASS_MEANINGS, type ChangeClass } from "./field";
export { fieldValue, tierFields, type TierField } from "./fields";
export { firewallNotice } from "./firewall";
export { allocatableOf, PODS_PER_NODE } from "./allocatable";
export { maxmemoryMiB } from "./cache-node-types";
export { type InstanceShape } from "./graviton-sizes";
export { burstable, instanceShape, instanceTypeProblem } from "./instance-types";
export { rdsClassShape } from "./rds-classes";
export { didYouMean } from "./spelling";
export { CLIENT_CONNECTIONS_PER_POOLER } from "./limits";
export { addressRange, isWithin, type AddressRange } from "./address-ranges";
export { openBlocks } from "./open-ranges";
export { specialRangeOf } from "./special-ranges";
export { inRollout } from "./placed-pods";
export { appNodesBeside } from "./limits";
export type { Allocatable, PlacedPods, SpreadRule } from "./placed-pods";
export { PHASE_NAMES, tierPhases, type PhaseName, type TierPhase } from "./phases";
export { shardNames } from "./shards";
export { instanceRole, type RestoreSource } from "./shard-instances";
export { asOverrides, keptSizes, type FieldSetting, type FieldValue } from "./kept-sizes";
export { overrideTier } from "./override";
export {
  InputError,
  NoPlaceError,
  nearestTier,
  parseTier,
  parseTierName,
  problemsOf,
  refusal,
  show,
  unwrapSchema,
  type Problem,
} from "./parse";
export { unusableIn } from "./plain-data";
export {
  ROTATED,
  ROTATION_PHASES,
  firstRotation,
  rotationProblems,
  rotationStepProblems,
  rotationsSchema,
  type Rotated,
  type Rotation,
  type RotationPhase,
  type Rotations,
} from "./rotation";
export {
  restorableTimes,
  restoreProblems,
  restoreStepProblems,
  restoresSchema,
  singleRestoreProblems,
  type Restore,
  type Restores,
} from "./restore";
export { arnParts, vaultNameOf } from "./arn";
export { isWaiting, pilotProblems, pilotSchema, pilotStepProblems, type Pilot } from "./pilot";
export { type RestorePhase } from "./restore-steps";
export { type CacheRestore } from "./restore-cache";
export { type VectorRestore } from "./restore-vectors";
export { cacheRole } from "./restored-caches";
export { stackPhases, stackSizesSchema, stackTier, type StackSizes } from "./stack-tier";
export { stepProblem, type StackPosition } from "./step-order";
export { tierAfter, tierNamed, tiers } from "./table";
export { engineVersions, supportEnds, type Engine } from "./engine-versions";
export { commercialRegions, regionAllowed, regionFacts, regionNameAllowed } from "./regions";
