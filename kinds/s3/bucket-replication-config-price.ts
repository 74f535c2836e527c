import { DAYS_PER_MONTH } from "../../models/load/month";
import { parentTypeOf } from "../../models/manifest/urn";
import { UnpricedError } from "../pricing/errors";
import { figuresOf, type Figures } from "../pricing/figures";
import type { CostContext, Formula } from "../pricing/formula";

/** What a month writes into the buckets that are copied, by the component of the copy. */
const WRITTEN_GIB: Readonly<Record<string, (context: CostContext) => Figures>> = {
  "scaling-tiers:cdn:BucketCopy": ({ workload }) => figuresOf(workload, ({ uploadGiB }) => uploadGiB),
  "scaling-tiers:qdrant:BucketCopy": ({ workload, tier }) =>
    figuresOf(
      workload,
      ({ qdrantGiBPerCopy }) => qdrantGiBPerCopy * tier.qdrant.replicationFactor * DAYS_PER_MONTH,
    ),
};

/** What crosses to another region; what lies there is priced at the copy's bucket. */
export const bucketReplicationPrice: Formula = ({ name, urn }, context) => {
  const owner = parentTypeOf(urn);
  const written = WRITTEN_GIB[owner ?? ""]?.(context);
  if (written === undefined)
    throw new UnpricedError(
      `${name} cannot be priced: nothing says what ${owner ?? "no component"} copies. Add it to kinds/s3/bucket-replication-config-price.ts.`,
    );
  return [
    {
      item: "transfer to another region",
      priceKey: "dataTransfer.interRegion.other",
      quantity: written,
      basis: "usage",
      assumption: "all that a month writes is copied once",
    },
  ];
};
