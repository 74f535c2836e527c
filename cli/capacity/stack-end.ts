import { PROJECT } from "../../stacks/dry-run-config";
import { asOverrides, type FieldSetting, type TierName } from "../../tiers";
import type { StackEnd } from "../record/record-step";
import type { Subject } from "../record/subject";

/** Overrides of a stack with some fields set otherwise. */
function merged(own: Subject["overrides"], settings: readonly FieldSetting[]): Record<string, unknown> {
  const groups: Record<string, unknown> = { ...own };
  for (const [group, fields] of Object.entries(asOverrides(settings)))
    groups[group] = { ...(groups[group] as object | undefined), ...fields };
  return groups;
}

/** A stack as it would be with another tier, or with fields set otherwise beside its own overrides. */
export function stackEnd(
  { config, overrides, stack, tier }: Subject,
  { to = tier, settings = [] }: { readonly to?: TierName; readonly settings?: readonly FieldSetting[] } = {},
): StackEnd {
  const all = merged(overrides, settings);
  const own = Object.keys(all).length === 0 ? {} : { [`${PROJECT}:overrides`]: JSON.stringify(all) };
  return { ...(stack === undefined ? {} : { stack }), tier: to, config: { ...config, ...own } };
}
