import { workloadOf, type Workload } from "../../load/workload";
import { COEFFICIENTS, type CoefficientName, type Coefficients } from "../../load/workload-coefficients";
import type { BillRow } from "./bill";
import { plainNumber } from "./plain-number";
import type { Reconciliation } from "./reconciliation";

/** An amount of usage that a bill counts and the workload model predicts. */
interface Measure {
  readonly coefficient: CoefficientName;
  /** What is counted, with its unit, for the reason. */
  readonly what: string;
  readonly counts: (row: BillRow & { readonly usageType: string }) => boolean;
  /** The same a month, in the unit of the bill. */
  readonly predicted: (workload: Workload) => number;
}

/**
 * Each fixes one coefficient, given the ones before it. What other things than users cause (image pulls, control-plane
 * logs) is part of what is counted, so a proposal is an upper estimate where the reason says so.
 */
const MEASURES: readonly Measure[] = [
  {
    coefficient: "requestsPerUserMinute",
    what: "requests to CloudFront",
    counts: ({ usageType }) => /(?:^|-)Requests-(?:Tier\d-HTTPS?|HTTPS?-Proxy)$/.test(usageType),
    predicted: ({ requestsPerMonth, assetRequestsPerMonth }) => requestsPerMonth + assetRequestsPerMonth,
  },
  {
    coefficient: "responseKiB",
    what: "GB out of CloudFront",
    counts: ({ usageType, component }) => component === "cdn" && /DataTransfer-Out-Bytes$/.test(usageType),
    predicted: ({ apiOutGiB, assetOutGiB }) => apiOutGiB + assetOutGiB,
  },
  {
    coefficient: "edgeCacheHitShare",
    what: "reads from the asset bucket",
    counts: ({ usageType, component }) => component === "cdn" && /(?:^|-)Requests-Tier2$/.test(usageType),
    predicted: ({ assetOriginRequestsPerMonth }) => assetOriginRequestsPerMonth,
  },
  {
    coefficient: "thirdPartyKiBPerRequest",
    what: "GB through the NAT gateways (with image pulls and calls to AWS)",
    counts: ({ usageType }) => /NatGateway-(?:Prvd-)?Bytes$/.test(usageType),
    predicted: ({ thirdPartyGiB }) => thirdPartyGiB,
  },
  {
    coefficient: "logBytesPerRequest",
    what: "GB of the application's logs",
    counts: ({ usageType, component }) =>
      component === "app" && /(?:^|-)DataProcessing(?:IA)?-Bytes$/.test(usageType),
    predicted: ({ logGiB }) => logGiB,
  },
];

/** Smaller differences are noise. */
const SHARE_WORTH_A_PROPOSAL = 0.05;

const round = (value: number): number => Number(value.toPrecision(3));

/**
 * Value of a coefficient at which the model predicts the measured amount; every amount of the workload is linear in
 * every one of its coefficients.
 * @returns undefined when none within the coefficient's limits does
 */
function solve(
  { coefficient, predicted }: Measure,
  measured: number,
  users: number,
  c: Coefficients,
): number | undefined {
  const at = (value: number) => predicted(workloadOf(users, { ...c, [coefficient]: value }));
  const { max } = COEFFICIENTS[coefficient];
  const slope = (at(max) - at(0)) / max;
  if (slope === 0) return undefined;
  const value = (measured - at(0)) / slope;
  return value >= 0 && value <= max ? value : undefined;
}

/**
 * Coefficients for which the billed usage speaks.
 * @param perMonth factor from the bill's period to a month
 */
export function proposalsOf(
  rows: readonly BillRow[],
  perMonth: number,
  users: number,
  coefficients: Coefficients,
): Reconciliation["proposals"] {
  let current = coefficients;
  const proposals: Reconciliation["proposals"] = [];
  for (const measure of MEASURES) {
    const counted = rows.filter(
      (row): row is BillRow & { readonly usageType: string; readonly quantity: number } =>
        row.usageType !== null &&
        row.quantity !== null &&
        measure.counts({ ...row, usageType: row.usageType }),
    );
    if (counted.length === 0) continue;
    const measured = counted.reduce((sum, { quantity }) => sum + quantity, 0) * perMonth;
    const predicted = measure.predicted(workloadOf(users, current));
    if (Math.abs(measured - predicted) <= SHARE_WORTH_A_PROPOSAL * predicted) continue;
    const solved = solve(measure, measured, users, current);
    if (solved === undefined) continue;
    const { coefficient } = measure;
    const proposed = round(solved);
    proposals.push({
      coefficient,
      value: coefficients[coefficient],
      proposed,
      unit: COEFFICIENTS[coefficient].unit,
      reason: `${plainNumber(measured)} ${measure.what} billed, ${plainNumber(predicted)} predicted`,
    });
    current = { ...current, [coefficient]: proposed };
  }
  return proposals;
}
