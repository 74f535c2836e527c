import type { TierName } from "../../tiers";

/** What every component knows of the stack it belongs to. Plain values only, so that tags and names are known at preview. */
export interface PlatformContext {
  readonly project: string;
  readonly stack: string;
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  readonly tier: TierName;
  readonly monthlyBudgetUsd: number;
  readonly logRetentionDays: number;
  /** Lifts `protect` and deletion protection of everything that holds data. Off unless the stack says otherwise. */
  readonly allowDataDestruction: boolean;
}

/** An availability zone; the id names the same place in every account, the name does not. */
export interface Zone {
  /** Such as `use1-az1`. */
  readonly id: string;
  /** Such as `us-east-1a`. */
  readonly name: string;
}
