import { REFERENCE_REGION } from "./prices/price-books";
import type { CostReport } from "./report";

const NAMED_AT_MOST = 3;

/** `ec2.t4g.nano, alb.hour, alb.lcu and 30 more` */
function someOf(priceKeys: readonly string[]): string {
  const named = priceKeys.slice(0, NAMED_AT_MOST).join(", ");
  const more = priceKeys.length - NAMED_AT_MOST;
  return more > 0 ? `${named} and ${more} more` : named;
}

/** What to do about missing prices. */
export const addPrices = (region: string): string =>
  region === REFERENCE_REGION
    ? `Choose sizes that have a price, or add it with its unit, source and date to models/cost/prices/${region}.json`
    : `Read them with your AWS credentials: ./scale prices refresh --region ${region} --write`;

type Gap = Pick<CostReport, "region" | "unpriced">;

/** Keys of the prices that are missing from the totals, each once. */
export const missingPrices = ({ unpriced }: Pick<CostReport, "unpriced">): string[] => [
  ...new Set(unpriced.flatMap(({ outsideFigures, priceKey }) => (outsideFigures ? [] : [priceKey]))),
];

/** Why there is no total: `no price for alb.hour, alb.lcu and 30 more in eu-west-1`; undefined where there is one. */
export function whyNoTotal(report: Gap): string | undefined {
  const missing = missingPrices(report);
  return missing.length === 0 ? undefined : noPriceFor(missing, report.region);
}

/** `no price for alb.hour, alb.lcu and 30 more in eu-west-1` */
export const noPriceFor = (priceKeys: readonly string[], region: string): string =>
  `no price for ${someOf(priceKeys)} in ${region}`;
