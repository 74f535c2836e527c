import { kindOf } from "../../kinds";
import type { Manifest, ManifestResource } from "../manifest/manifest";
import { judgeOperation } from "./judge";
import type { Operation } from "./operations";
import { schedule, type Schedule } from "./schedule";

/** What the engine deletes when everything else is done, where that takes time; undefined for all else. */
const goesLast = ({ operation, type, before }: Operation): ManifestResource | undefined =>
  operation === "delete" || (operation === "replace" && kindOf(type)?.replaces.minutesAreOfTheEnd === true)
    ? before
    : undefined;

/** What the operations of an `up` mean, and when each begins. @param after what the stack is afterwards */
export const scheduled = (operations: readonly Operation[], after: Manifest): Schedule =>
  schedule(
    operations.map((operation) => judgeOperation(operation, after)),
    after,
    operations.flatMap((operation) => goesLast(operation) ?? []),
  );
