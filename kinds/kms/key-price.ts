import { constant, figuresOf } from "../pricing/figures";
import type { Formula } from "../pricing/formula";

/** S3 bucket keys and the data keys that SQS reuses spare nearly every call to KMS. Assumed. */
const CALLS_PER_OBJECT = 0.01;

/** A customer key of KMS. */
export const kmsKeyPrice: Formula = (_resource, { workload, allowance }) => [
  {
    item: "key",
    priceKey: "kms.key",
    quantity: constant(1),
    basis: "fixed",
    assumption: "before its first yearly rotation; each of the first two adds one dollar",
  },
  {
    item: "calls",
    priceKey: "kms.requests.symmetric",
    quantity: figuresOf(
      workload,
      ({ uploadsPerMonth, assetOriginRequestsPerMonth, embeddingsPerMonth }) =>
        Math.max(
          0,
          (uploadsPerMonth + assetOriginRequestsPerMonth + embeddingsPerMonth) * CALLS_PER_OBJECT -
            allowance("kms.free.requests"),
        ) / 10_000,
    ),
    basis: "usage",
    assumption: `one call for ${1 / CALLS_PER_OBJECT} objects or messages`,
  },
];
