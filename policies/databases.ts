import { isNamed } from "./read";
import type { PolicyResource, ResourceRule } from "./rule";

/** A read replica lives by its primary: what it holds, how it is backed up and what fails over is the primary's. */
export const isReplica = ({ inputs }: PolicyResource): boolean => isNamed(inputs, "replicateSourceDb");

/** A check of the databases that are no replicas. */
export const ofPrimaries =
  (check: ResourceRule["check"]): ResourceRule["check"] =>
  (resource, yardstick) =>
    isReplica(resource) ? [] : check(resource, yardstick);
