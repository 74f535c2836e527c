import type { Manifest } from "../manifest/manifest";
import { judgeOperation } from "./judge";
import type { Operation } from "./operations";
import { schedule, type Schedule } from "./schedule";

/** What the operations of an `up` mean, and when each begins. @param after what the stack is afterwards */
export const scheduled = (operations: readonly Operation[], after: Manifest): Schedule =>
  schedule(
    operations.map((operation) => judgeOperation(operation, after)),
    after,
    operations.flatMap(({ operation, before }) =>
      operation === "delete" && before !== undefined ? [before] : [],
    ),
  );
