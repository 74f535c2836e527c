import { figuresOf, type Figures } from "../pricing/figures";
import type { CostItem } from "../pricing/formula";
import { stepped } from "../pricing/steps";

/** What lies in a bucket, and is written to it and read from it in a month. */
export interface Contents {
  readonly storedGiB: Figures;
  readonly puts: Figures;
  readonly gets: Figures;
  /** Default: S3 Standard, by how much there is. */
  readonly storagePriceKey?: string;
  readonly assumption: string;
}

const STORAGE_STEPS = [
  { priceKey: "s3.standard.first50TB", size: 50 * 1024 },
  { priceKey: "s3.standard.next450TB", size: 450 * 1024 },
  { priceKey: "s3.standard.over500TB", size: Infinity },
];

/** What contents are charged for. */
export function charged(contents: Contents): CostItem[] {
  const usage = { basis: "usage", assumption: contents.assumption } as const;
  const requests = (item: string, priceKey: string, amount: Figures): CostItem => ({
    item,
    priceKey,
    quantity: figuresOf(amount, (each) => each / 1_000),
    ...usage,
  });
  return [
    ...(contents.storagePriceKey === undefined
      ? stepped({ item: "storage", ...usage }, contents.storedGiB, STORAGE_STEPS)
      : [
          {
            item: "storage",
            priceKey: contents.storagePriceKey,
            quantity: contents.storedGiB,
            ...usage,
          },
        ]),
    requests("writes", "s3.put", contents.puts),
    requests("reads", "s3.get", contents.gets),
  ];
}
