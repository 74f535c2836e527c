import { isReplica } from "../kinds/rds/replica";
import type { ResourceRule } from "./rule";

/** A check of the databases that are no replicas. */
export const ofPrimaries =
  (check: ResourceRule["check"]): ResourceRule["check"] =>
  (resource, yardstick) =>
    isReplica(resource) ? [] : check(resource, yardstick);
