import { HOURS_PER_MONTH } from "../../models/load/month";
import { burstable } from "../../tiers";
import { UnpricedError } from "./errors";

/**
 * vCPU-hours a month above the baseline when every vCPU works without a pause; 0 for families that earn no credits.
 * @throws UnpricedError for a T4g size that is not known
 */
export function surplusVcpuHours(instanceType: string): number {
  const type = burstable(instanceType);
  if (type === undefined) return 0;
  const { vcpu, baselineShare } = type;
  if (baselineShare === undefined) throw new UnpricedError(`The baseline of ${instanceType} is not known.`);
  return vcpu * (1 - baselineShare) * HOURS_PER_MONTH;
}
