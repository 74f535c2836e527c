import type { Figures } from "./figures";
import type { CostItem } from "./formula";

/** A price and how much of a month's quantity it covers; the last one covers the rest. */
export interface PriceStep {
  readonly priceKey: string;
  /** In the unit of the quantity; Infinity for the last. */
  readonly size: number;
}

/** What of a quantity lies in each step, after the free part. */
export function splitOverSteps(quantity: number, free: number, sizes: readonly number[]): number[] {
  let rest = Math.max(0, quantity - free);
  return sizes.map((size) => {
    const part = Math.min(rest, size);
    rest -= part;
    return part;
  });
}

/**
 * One item for each step that any of the three quantities reaches; the first always, so that nothing goes unnamed.
 * @param free what is free of charge before the first step, in the unit of the quantity
 */
export function stepped(
  item: Omit<CostItem, "priceKey" | "quantity">,
  quantity: Figures,
  steps: readonly PriceStep[],
  free = 0,
): CostItem[] {
  const sizes = steps.map(({ size }) => size);
  const [floor, expected, ceiling] = [quantity.floor, quantity.expected, quantity.ceiling].map((amount) =>
    splitOverSteps(amount, free, sizes),
  );
  return steps.flatMap(({ priceKey }, index) => {
    const part: Figures = {
      floor: floor?.[index] ?? 0,
      expected: expected?.[index] ?? 0,
      ceiling: ceiling?.[index] ?? 0,
    };
    const isReached = part.floor + part.expected + part.ceiling > 0;
    return index === 0 || isReached ? [{ ...item, priceKey, quantity: part }] : [];
  });
}
