import { UnpricedError } from "../../../kinds/pricing/errors";
import { allocatableOf, instanceShape, type Allocatable } from "../../../tiers";
import { assuming, type NodeAssumption } from "./node-assumption";
import { reservedPods } from "./reservation";

/**
 * What the pods of one node of a pool may request together.
 * @param given default: memory is reserved for the pods that a node takes, which leaves less
 * @throws UnpricedError for a type whose shape is not known
 */
export function allocatableOfType(
  instanceType: string,
  whose: string,
  given: Partial<NodeAssumption> = {},
): Allocatable {
  const shape = instanceShape(instanceType);
  if (shape === undefined)
    throw new UnpricedError(`${whose} runs on ${instanceType}, an instance type of unknown shape.`);
  const { reservation, allocatablePercent, podsPerNode } = assuming(given);
  const all = allocatableOf(shape, reservedPods(instanceType, reservation, podsPerNode));
  const part = (amount: number): number => Math.floor((amount * allocatablePercent) / 100);
  return { millicores: part(all.millicores), memoryMiB: part(all.memoryMiB), pods: podsPerNode };
}
