import { UnpricedError } from "./errors";
import { HOURS_PER_MONTH } from "../../models/load/month";

/** Share of a vCPU that T4g earns for free (EC2 user guide, "Key concepts for burstable performance instances"). */
const BASELINE_BY_SIZE: Readonly<Record<string, number>> = {
  nano: 0.05,
  micro: 0.1,
  small: 0.2,
  medium: 0.2,
  large: 0.3,
  xlarge: 0.4,
  "2xlarge": 0.4,
};
const VCPU_BY_SIZE: Readonly<Record<string, number>> = { xlarge: 4, "2xlarge": 8 };

/** Size of a T4g type or class, such as `micro` of `db.t4g.micro`; undefined for another family. */
const sizeOf = (instanceType: string): string | undefined => /(?:^|\.)t4g\.(\w+)$/.exec(instanceType)?.[1];

/**
 * vCPU-hours a month above the baseline when every vCPU works without a pause; 0 for other families.
 * @throws UnpricedError for a T4g size that is not known
 */
export function surplusVcpuHours(instanceType: string): number {
  const size = sizeOf(instanceType);
  if (size === undefined) return 0;
  const baseline = BASELINE_BY_SIZE[size];
  if (baseline === undefined) throw new UnpricedError(`The baseline of ${instanceType} is not known.`);
  return (VCPU_BY_SIZE[size] ?? 2) * (1 - baseline) * HOURS_PER_MONTH;
}
