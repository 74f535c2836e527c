import { DAYS_PER_MONTH } from "../../models/load/month";
import type { ManifestResource } from "../../models/manifest/manifest";
import { parentTypeOf } from "../../models/manifest/urn";
import { at, listOf } from "../../models/manifest/values";
import { UnpricedError } from "../pricing/errors";
import { figuresOf, type Figures } from "../pricing/figures";
import type { CostContext, CostItem, Formula } from "../pricing/formula";
import { charged, type Contents } from "./contents";
import { copiedContents } from "./copied-contents";

interface Copied {
  /** What a month writes. */
  readonly writtenGiB: (context: CostContext) => Figures;
  /** What lies in a bucket of another account, which no resource of the stack stands for. */
  readonly inAnotherAccount: (context: CostContext) => Contents;
}

/** Days for which the other account's buckets keep what was deleted: the default of `scale backup-account`. */
const KEPT_VERSION_DAYS = 35;

/** Buckets that are copied, by the component of the copy. */
const COPIED: Readonly<Record<string, Copied>> = {
  "scaling-tiers:cdn:BucketCopy": {
    writtenGiB: ({ workload }) => figuresOf(workload, ({ uploadGiB }) => uploadGiB),
    inAnotherAccount: (context) => copiedContents.assets(context),
  },
  "scaling-tiers:qdrant:BucketCopy": {
    writtenGiB: ({ workload, tier }) =>
      figuresOf(
        workload,
        ({ qdrantGiBPerCopy }) => qdrantGiBPerCopy * tier.qdrant.replicationFactor * DAYS_PER_MONTH,
      ),
    inAnotherAccount: (context) => copiedContents.snapshots(context, KEPT_VERSION_DAYS),
  },
};

const isInAnotherAccount = (rule: unknown): boolean => at(rule, "destination.account") !== undefined;

/** What crosses to another region; what lies there is priced at the copy's bucket. */
const transfer = (quantity: Figures): CostItem => ({
  item: "transfer to another region",
  priceKey: "dataTransfer.interRegion.other",
  quantity,
  basis: "usage",
  assumption: "all that a month writes is copied once",
});

/** What lies in the other account, in the same region: the bill is that account's, which is the same company's. */
const stored = (contents: Contents): CostItem[] =>
  charged(contents).map((item) => ({
    ...item,
    item: `${item.item} in the other account`,
    assumption: `${item.assumption ?? ""}; on the other account's bill`,
  }));

/** @throws UnpricedError when nothing says what is copied */
function copiedBy({ name, urn }: ManifestResource): Copied {
  const owner = parentTypeOf(urn);
  const copied = COPIED[owner ?? ""];
  if (copied !== undefined) return copied;
  throw new UnpricedError(
    `${name} cannot be priced: nothing says what ${owner ?? "no component"} copies. Add it to kinds/s3/bucket-replication-config-price.ts.`,
  );
}

export const bucketReplicationPrice: Formula = (resource, context) => {
  const copied = copiedBy(resource);
  return listOf(resource.inputs["rules"]).flatMap((rule) =>
    isInAnotherAccount(rule)
      ? stored(copied.inAnotherAccount(context))
      : [transfer(copied.writtenGiB(context))],
  );
};
