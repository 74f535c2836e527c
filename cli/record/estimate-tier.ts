import { capacityOf, type Capacity } from "../../models/capacity/capacity";
import { withWorkload } from "../../models/capacity/coefficients";
import { estimateCost } from "../../models/cost/estimate";
import { pricesOf } from "../../models/cost/prices/price-books";
import type { Prices } from "../../models/cost/prices/price-book";
import type { CostReport } from "../../models/cost/report";
import { costCliffs, type CostCliff } from "../../models/cost/scenarios/cliffs";
import type { Manifest } from "../../models/manifest/manifest";
import { DEFAULT_COEFFICIENTS, type Coefficients } from "../../models/load/workload-coefficients";
import { DRY_RUN_REGION } from "../../stacks/dry-run-config";
import type { TierSpec } from "../../tiers";
import { recordedManifest } from "./recorded-manifest";
import type { Subject } from "./subject";

export interface EstimateTierOptions {
  /** Users of the expected load; the tier's own when absent. */
  readonly users?: number;
  readonly coefficients?: Coefficients;
  /** AWS region; that of the stack, else the dry run's own, when absent. */
  readonly region?: string;
}

/** All that a cost report says about one tier. */
export interface TierCost {
  readonly subject: Subject;
  readonly tier: TierSpec;
  readonly manifest: Manifest;
  readonly book: Prices;
  readonly report: CostReport;
  readonly capacity: Capacity;
  readonly cliffs: readonly CostCliff[];
}

/**
 * Records a tier, or what a stack makes of it, and estimates it.
 * @throws InputError when the program refuses the region or the configuration
 */
export async function estimateTier(subject: Subject, options: EstimateTierOptions = {}): Promise<TierCost> {
  const { users, coefficients = DEFAULT_COEFFICIENTS } = options;
  const { "aws:region": ofStack = DRY_RUN_REGION } = subject.config;
  const { region = ofStack } = options;
  const book = pricesOf(region);
  const manifest = await recordedManifest(subject.sizes, { ...subject.config, "aws:region": region });
  const { spec: tier } = manifest;
  return {
    subject,
    tier,
    manifest,
    book,
    report: estimateCost(manifest, book, { coefficients, ...(users === undefined ? {} : { users }) }),
    capacity: capacityOf(tier, { coefficients: withWorkload(coefficients) }),
    cliffs: costCliffs(manifest, book),
  };
}
