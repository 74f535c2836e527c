import { PROJECT } from "../../stacks/dry-run-config";
import {
  asOverrides,
  keptSizes,
  tierNamed,
  type FieldValue,
  type PhaseName,
  type TierName,
} from "../../tiers";

/** What a stack's configuration says of its sizes on the way between tiers, as the engine hands it to the program. */
export function stepConfig(
  overrides: readonly FieldValue[],
  phase?: { readonly from: TierName; readonly name: PhaseName },
): Record<string, string> {
  return {
    ...(overrides.length === 0 ? {} : { [`${PROJECT}:overrides`]: JSON.stringify(asOverrides(overrides)) }),
    ...(phase === undefined ? {} : { [`${PROJECT}:phase`]: JSON.stringify(phase) }),
  };
}

/** Overrides that keep what cannot shrink on the way down, as the report says. */
export const sizesKept = (from: TierName, to: TierName): Record<string, string> =>
  stepConfig(keptSizes(tierNamed(from), tierNamed(to)));
