import type { CostComponent } from "../../../tiers";

/** One amount of a bill: all that one group cost in the whole period. */
export interface BillRow {
  /** Value of the tag `cost-component`; empty where nothing was tagged. */
  readonly tag: string;
  /** Cost line of that tag; null when the tag is empty or none of this program's. */
  readonly component: CostComponent | null;
  /** Cost Explorer's name, such as `EC2 - Other`; null when the bill is not grouped by service. */
  readonly service: string | null;
  /** Such as `USE1-NatGateway-Hours`; null when the bill is not grouped by usage type. */
  readonly usageType: string | null;
  readonly usd: number;
  /** In the usage type's own unit: hours, GB, requests; null when the bill does not say. */
  readonly quantity: number | null;
}

/** What AWS charged in a period, by cost tag. */
export interface Bill {
  /** First day, `2026-10-01`. */
  readonly start: string;
  /** Day after the last one. */
  readonly end: string;
  readonly days: number;
  readonly metric: "UnblendedCost" | "AmortizedCost";
  /** Whether the period is still running, so that amounts may change. */
  readonly estimated: boolean;
  readonly rows: readonly BillRow[];
}
