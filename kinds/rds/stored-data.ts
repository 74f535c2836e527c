import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { figuresOf, type Figures } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";
import { numberAt } from "../pricing/inputs";
import { holdsShard } from "./replica";

export const INSTANCE_TYPE = "aws:rds/instance:Instance";

/** What a day changes of the data, and so adds to the backups; assumed. */
export const DAILY_CHANGE = 0.03;

/** Data of one shard: what the users store, at most what the storage holds. */
export function dataGib(resource: ManifestResource, { manifest, workload }: CostContext): Figures {
  const shards = ofType(manifest, INSTANCE_TYPE).filter(holdsShard).length;
  const limit = Math.max(
    numberAt(resource, "allocatedStorage"),
    numberAt(resource, "maxAllocatedStorage", 0),
  );
  return figuresOf(workload, ({ postgresGiB }) => Math.min(limit, postgresGiB / Math.max(1, shards)));
}
