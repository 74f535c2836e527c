import { z } from "zod";
import { DAYS_PER_MONTH } from "../../models/load/month";
import { UnpricedError } from "../pricing/errors";
import { figuresOf } from "../pricing/figures";
import type { CostItem, Formula } from "../pricing/formula";
import { logVolume } from "./log-volume";

const INGESTION_KEYS = {
  STANDARD: "cloudwatch.logs.ingestion",
  INFREQUENT_ACCESS: "cloudwatch.logs.ingestion.infrequentAccess",
} as const;

const inputsSchema = z.object({
  name: z.string(),
  // 0 keeps logs for ever: their storage grows month by month and has no price a month.
  retentionInDays: z.number().int().min(1),
  logGroupClass: z.enum(["STANDARD", "INFREQUENT_ACCESS"]).default("STANDARD"),
});

/**
 * What is taken in, and what the retention keeps of it once the group is that old. The account's free 5 GB are not
 * counted: they belong to all that the account does.
 */
export const logGroupPrice: Formula = (resource, context): CostItem[] => {
  const parsed = inputsSchema.safeParse(resource.inputs);
  if (!parsed.success)
    throw new UnpricedError(
      `${resource.name} has no price: a log group needs a name, a retention of at least a day, and the class STANDARD or INFREQUENT_ACCESS.`,
    );
  const { retentionInDays, logGroupClass } = parsed.data;
  const { gib, assumption } = logVolume(resource, context);
  return [
    {
      item: "logs taken in",
      priceKey: INGESTION_KEYS[logGroupClass],
      quantity: gib,
      basis: "usage",
      assumption,
    },
    {
      item: "logs kept",
      priceKey: "cloudwatch.logs.storage",
      quantity: figuresOf(gib, (perMonth) => (perMonth * retentionInDays) / DAYS_PER_MONTH),
      basis: "usage",
      assumption: `${retentionInDays} days of them, uncompressed; AWS charges what compression leaves`,
    },
  ];
};
