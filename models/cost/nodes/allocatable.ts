import { UnpricedError } from "../../../kinds/pricing/errors";
import { allocatableOf, instanceShape, type Allocatable } from "../../../tiers";
import { reservedPods, type Reservation } from "./reservation";

/**
 * What the pods of one node of a pool may request together.
 * @param reservation default: for the pods that a node takes, which leaves less
 * @throws UnpricedError for a type whose shape is not known
 */
export function allocatableOfType(
  instanceType: string,
  whose: string,
  reservation: Reservation = "podLimit",
): Allocatable {
  const shape = instanceShape(instanceType);
  if (shape === undefined)
    throw new UnpricedError(`${whose} runs on ${instanceType}, an instance type of unknown shape.`);
  return allocatableOf(shape, reservedPods(instanceType, reservation));
}
