import { UnpricedError } from "../../../kinds/pricing/errors";
import { allocatableOf, instanceShape, type Allocatable } from "../../../tiers";

/**
 * What the pods of one node of a pool may request together.
 * @throws UnpricedError for a type whose shape is not known
 */
export function allocatableOfType(instanceType: string, whose: string): Allocatable {
  const shape = instanceShape(instanceType);
  if (shape === undefined)
    throw new UnpricedError(`${whose} runs on ${instanceType}, an instance type of unknown shape.`);
  return allocatableOf(shape);
}
