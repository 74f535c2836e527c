import { DAYS_PER_MONTH } from "../../models/load/month";
import { ofType } from "../../models/manifest/manifest";
import { UnpricedError } from "../pricing/errors";
import { figuresOf } from "../pricing/figures";
import type { Formula } from "../pricing/formula";
import { numberAt } from "../pricing/inputs";
import { isReplica } from "./replica";
import { DAILY_CHANGE, dataGib, INSTANCE_TYPE } from "./stored-data";

/** A change travels twice: in the write-ahead log, and in the snapshot of the day. */
const TIMES_SENT = 2;

/** Copies of the backups of one primary: all of them are charged, as the free part belongs to the instance's region. */
export const backupsReplicationPrice: Formula = (resource, context) => {
  const primary = ofType(context.manifest, INSTANCE_TYPE).find(
    (each) => each.parent === resource.parent && !isReplica(each),
  );
  if (primary === undefined)
    throw new UnpricedError(`${resource.name} cannot be priced: its component has no primary.`);
  const days = numberAt(resource, "retentionPeriod");
  const data = dataGib(primary, context);
  const usage = { basis: "usage" } as const;
  return [
    {
      item: "copies of backups",
      priceKey: "rds.backup.beyondFree",
      quantity: figuresOf(data, (gib) => gib * (1 + DAILY_CHANGE * days)),
      ...usage,
      assumption: `a day changes ${DAILY_CHANGE * 100} % of the data; ${days} days are kept; at the price of the stack's region`,
    },
    {
      item: "transfer to another region",
      priceKey: "dataTransfer.interRegion.other",
      quantity: figuresOf(data, (gib) => gib * DAILY_CHANGE * DAYS_PER_MONTH * TIMES_SENT),
      ...usage,
      assumption: "what a day changes, in the write-ahead log and in the snapshot",
    },
  ];
};
