import { estimateCost } from "../../models/cost/estimate";
import { pricesOf } from "../../models/cost/prices/price-books";
import type { Manifest } from "../../models/manifest/manifest";
import type { TierEnd, UpEnd } from "../../models/upgrade/upgrade";
import { dryRunConfig, PROJECT, STACK } from "../../stacks/dry-run-config";
import type { FixedValues } from "../../stacks/fixed-values";
import { nameParts, parseStackConfig } from "../../stacks/stack-config";
import {
  asOverrides,
  keptSizes,
  overrideTier,
  shardNames,
  stackPhases,
  tierNamed,
  type FieldSetting,
  type StackPosition,
  type StackSizes,
  type TierName,
  type TierSpec,
} from "../../tiers";
import { recordedManifest } from "./recorded-manifest";

type Config = Readonly<Record<string, string>>;

/** All that a report of a step reads. */
export interface RecordedStep {
  readonly from: TierEnd;
  readonly to: TierEnd;
  /** What the stack is after each `up` before the last. */
  readonly between: readonly UpEnd[];
  readonly overrides: readonly FieldSetting[];
  /** Within one tier, or a phase of a step, or a step that the stack takes at once. */
  readonly isOneUp: boolean;
}

/** A stack at one end of a step. */
export interface StackEnd {
  /** Whose refusals are read; that of a dry run when absent. */
  readonly stack?: string;
  readonly tier: TierName;
  /** Its configuration beside the tier, by full keys; an empty one is that of every dry run. */
  readonly config: Config;
}

/** A stack with its sizes worked out. */
export interface SizedStack {
  readonly tier: TierName;
  /** Where the configuration puts the stack on its way between tiers. */
  readonly position: StackPosition;
  /** What it cannot change later. */
  readonly fixed: FixedValues;
  /** Whether it takes a step in one `up`. */
  readonly isUnphased: boolean;
  readonly sizes: TierSpec;
  /** By what the sizes differ from the tier's. */
  readonly by: Pick<StackSizes, "overrides" | "phase">;
  /** The rest of the configuration, by full keys. */
  readonly config: Config;
}

/** A manifest with what it costs. */
export const tierEnd = (manifest: Manifest): TierEnd => ({
  spec: manifest.spec,
  manifest,
  cost: estimateCost(manifest, pricesOf(manifest.region)),
});

const SIZE_KEYS = ["tier", "overrides", "phase"].map((key) => `${PROJECT}:${key}`);

/** @throws InputError when the program of this checkout refuses the configuration */
export function sized({ tier, config, stack = STACK }: StackEnd): SizedStack {
  const whole: Config = { ...dryRunConfig(config), [`${PROJECT}:tier`]: tier };
  const own = Object.entries(whole).filter(([key]) => key.startsWith(`${PROJECT}:`));
  const {
    tier: sizes,
    settings,
    position,
  } = parseStackConfig({
    project: PROJECT,
    stack,
    region: whole["aws:region"],
    credentials: { profile: whole["aws:profile"], assumeRoles: whole["aws:assumeRoles"] },
    values: Object.fromEntries(own.map(([key, value]) => [key.slice(PROJECT.length + 1), value])),
  });
  return {
    tier,
    position,
    fixed: {
      region: whole["aws:region"],
      environment: nameParts({ project: PROJECT, stack, settings }).environment,
      zoneIds: settings.zoneIds,
    },
    isUnphased: settings.allowUnphasedStep,
    sizes,
    by: settings,
    config: Object.fromEntries(Object.entries(config).filter(([key]) => !SIZE_KEYS.includes(key))),
  };
}

const recorded = (sizes: TierSpec, config: Config): Promise<Manifest> =>
  recordedManifest(sizes, config, { tellsSecretsApart: true });

async function recordSized(
  from: SizedStack,
  to: SizedStack,
  overrides: readonly FieldSetting[],
): Promise<RecordedStep> {
  const ends = {
    from: await recorded(from.sizes, from.config),
    to: await recorded(to.sizes, to.config),
  };
  const isOneUp = from.tier === to.tier || to.by.phase !== undefined || to.isUnphased;
  const phases = isOneUp
    ? []
    : stackPhases(tierNamed(from.tier), tierNamed(to.tier), to.by.overrides, STACK).slice(0, -1);
  const between: UpEnd[] = [];
  const goes = isOneUp ? [] : shardNames(from.sizes.postgres.shardCount, to.sizes.postgres.shardCount);
  const leaving = {
    [`${PROJECT}:decommission`]: JSON.stringify(
      Object.fromEntries(goes.map((shard) => [shard, { venturesLeft: 0 }])),
    ),
  };
  if (goes.length > 0) {
    const manifest = await recorded(from.sizes, { ...from.config, ...leaving });
    between.push({ name: "decommission", spec: from.sizes, manifest });
  }
  for (const { name, spec } of phases) {
    const hasThem = goes.length > 0 && spec.postgres.shardCount === from.sizes.postgres.shardCount;
    const config = hasThem ? { ...to.config, ...leaving } : to.config;
    between.push({ name, spec, manifest: await recorded(spec, config) });
  }
  return { from: tierEnd(ends.from), to: tierEnd(ends.to), between, overrides, isOneUp };
}

/**
 * Records both ends of a stack's change, and what lies between where it takes more than one `up`.
 * @throws InputError when the program of this checkout refuses the configuration of either end
 */
export async function recordStackStep(from: StackEnd, to: StackEnd): Promise<RecordedStep> {
  return await recordSized(sized(from), sized(to), []);
}

/** A tier with overrides, as a stack that has nothing else of its own. */
function overridden(tier: TierName, fields: readonly FieldSetting[]): SizedStack {
  const overrides = asOverrides(fields);
  return {
    tier,
    position: { tier, phase: null },
    fixed: {},
    isUnphased: false,
    sizes: overrideTier(tierNamed(tier), overrides, `Tier ${tier}`),
    by: { overrides },
    config: {},
  };
}

/**
 * Records a tier, and the same tier with fields set otherwise.
 * @throws InputError when the schema refuses a field or its value
 */
export async function recordSetting(
  tier: TierName,
  settings: readonly FieldSetting[],
): Promise<RecordedStep> {
  return await recordSized(overridden(tier, []), overridden(tier, settings), settings);
}

/**
 * Records both ends of a step between two tiers, and what lies between where it takes more than one `up`.
 * @param keepsSizes whether what cannot shrink stays as it is, by overrides
 */
export async function recordStep(from: TierName, to: TierName, keepsSizes: boolean): Promise<RecordedStep> {
  const kept = keepsSizes ? keptSizes(tierNamed(from), tierNamed(to)) : [];
  return await recordSized(overridden(from, kept), overridden(to, kept), kept);
}
