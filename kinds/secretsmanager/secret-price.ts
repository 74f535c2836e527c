import { listOf } from "../../models/manifest/values";
import { constant } from "../pricing/figures";
import type { Formula } from "../pricing/formula";

/** A secret is read when the stack is changed, not by the running pods. */
const READS_PER_MONTH = 100;

/** A secret of Secrets Manager; its copy in another region costs what it does itself. */
export const secretPrice: Formula = ({ inputs }) => [
  {
    item: "secret",
    priceKey: "secretsManager.secret",
    quantity: constant(1 + listOf(inputs["replicas"]).length),
    basis: "fixed",
    assumption: null,
  },
  {
    item: "calls",
    priceKey: "secretsManager.api",
    quantity: { floor: 0, expected: READS_PER_MONTH / 10_000, ceiling: (2 * READS_PER_MONTH) / 10_000 },
    basis: "usage",
    assumption: `read ${READS_PER_MONTH} times a month, when the stack is changed`,
  },
];
