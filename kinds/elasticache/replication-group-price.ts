import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { constant, figuresOf } from "../pricing/figures";
import { HOURS_PER_MONTH } from "../../models/load/month";
import type { CostContext, CostItem, Formula } from "../pricing/formula";
import { numberAt, textAt } from "../pricing/inputs";

const TYPE = "aws:elasticache/replicationGroup:ReplicationGroup";

/** One snapshot of a cluster is free (ElastiCache user guide, "Backup costs"). */
const FREE_SNAPSHOTS = 1;

function snapshots(resource: ManifestResource, { manifest, workload }: CostContext): CostItem[] {
  const days = numberAt(resource, "snapshotRetentionLimit", 0);
  if (days <= FREE_SNAPSHOTS) return [];
  const holdsEmbeddings = ofType(manifest, TYPE).length === 1;
  return [
    {
      item: "snapshots beyond the free one",
      priceKey: "elasticache.backup",
      quantity: figuresOf(
        workload,
        ({ valkeyMainGiB, embeddingCacheGiB }) =>
          (days - FREE_SNAPSHOTS) * (valkeyMainGiB + (holdsEmbeddings ? embeddingCacheGiB : 0)),
      ),
      basis: "usage",
      assumption: `one snapshot a day, ${days} kept, of what the users hold in the cache`,
    },
  ];
}

/** A group of Valkey nodes. */
export const replicationGroupPrice: Formula = (resource, context) => {
  const nodes = numberAt(resource, "numNodeGroups", 1) * (1 + numberAt(resource, "replicasPerNodeGroup", 0));
  return [
    {
      item: "nodes",
      priceKey: `elasticache.valkey.${textAt(resource, "nodeType")}`,
      quantity: constant(nodes * HOURS_PER_MONTH),
      basis: "fixed",
      assumption: null,
    },
    ...snapshots(resource, context),
  ];
};
