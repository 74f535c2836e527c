import { isReplica } from "../../../kinds/rds/replica";
import { ofType, type Manifest } from "../../manifest/manifest";
import { majorVersion } from "../../manifest/version";
import { HOURS_PER_MONTH } from "../../load/month";
import { knownPrice, type Prices } from "../prices/price-book";
import { engineVersions } from "../../../tiers";

/** A day from which something costs more, or after which AWS changes it by itself. */
export interface CostCliff {
  /** What it concerns: `Kubernetes 1.34`. */
  readonly what: string;
  /** Last day of standard support; null when the calendar this release was made with has no such version. */
  readonly date: string | null;
  /** What happens then. */
  readonly effect: string;
  /** USD a month more from then on, if the version stays; null when it cannot stay, or nobody knows the price. */
  readonly addsMonthlyUsd: number | null;
  readonly source: string;
}

const SURCHARGE = "eks.extendedSupport.surcharge";
const RDS_EXTENDED_SUPPORT_DISABLED = "open-source-rds-extended-support-disabled";

const dollars = (amount: number): string => `$${amount.toFixed(0)}`;

function ofKubernetes(manifest: Manifest, book: Prices): CostCliff[] {
  return ofType(manifest, "aws:eks/cluster:Cluster").map(({ inputs }) => {
    const version = String(inputs["version"]);
    const policy = inputs["upgradePolicy"] as { readonly supportType?: unknown } | undefined;
    // EKS enrols a cluster that names no policy.
    const stays = policy?.supportType !== "STANDARD";
    const price = knownPrice(book, SURCHARGE);
    const monthlyUsd = price === undefined ? null : price.usd * HOURS_PER_MONTH;
    const more =
      monthlyUsd === null ? `at a price not known for ${book.region}` : `${dollars(monthlyUsd)} a month more`;
    return {
      what: `Kubernetes ${version}`,
      date: engineVersions.kubernetes.endOfStandardSupport[version] ?? null,
      effect: stays
        ? `extended support begins, ${more}`
        : `EKS upgrades the control plane by itself; staying in extended support would ${monthlyUsd === null ? "come" : "cost"} ${more}, and upgradePolicy STANDARD rules it out`,
      addsMonthlyUsd: stays ? monthlyUsd : null,
      source: engineVersions.kubernetes.source,
    };
  });
}

function ofPostgres(manifest: Manifest): CostCliff[] {
  // A replica has its primary's version, and names none of its own.
  const primaries = ofType(manifest, "aws:rds/instance:Instance").filter((each) => !isReplica(each));
  const enrolled = new Map<string, boolean>();
  for (const { inputs } of primaries) {
    const version = majorVersion(inputs["engineVersion"]);
    const isEnrolled = inputs["engineLifecycleSupport"] !== RDS_EXTENDED_SUPPORT_DISABLED;
    enrolled.set(version, (enrolled.get(version) ?? false) || isEnrolled);
  }
  return [...enrolled].map(([version, isEnrolled]) => ({
    what: `PostgreSQL ${version}`,
    date: engineVersions.postgres.endOfStandardSupport[version] ?? null,
    effect: isEnrolled
      ? "RDS Extended Support begins and is charged by the vCPU-hour, which this model does not price"
      : "RDS upgrades to the next major version by itself, with an outage; extended support is off and costs nothing",
    addsMonthlyUsd: null,
    source: engineVersions.postgres.source,
  }));
}

/** What changes by itself on a known day, the earliest first. There is no clock here: a day may have passed. */
export function costCliffs(manifest: Manifest, book: Prices): CostCliff[] {
  const order = ({ date }: CostCliff): string => date ?? "";
  return [...ofKubernetes(manifest, book), ...ofPostgres(manifest)].sort((a, b) =>
    order(a) < order(b) ? -1 : 1,
  );
}
