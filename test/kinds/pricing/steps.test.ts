import { splitOverSteps, stepped } from "../../../kinds/pricing/steps";
import { fc } from "../../support/property";

const STEPS = [
  { priceKey: "first", size: 10 },
  { priceKey: "next", size: 40 },
  { priceKey: "rest", size: Infinity },
];
const SIZES = STEPS.map(({ size }) => size);
const item = { item: "transfer", basis: "usage", assumption: null } as const;
const amount = fc.double({ min: 0, max: 1_000, noNaN: true });
const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0);

test.each([
  [0, 0, [0, 0, 0]],
  [5, 5, [0, 0, 0]],
  [10, 0, [10, 0, 0]],
  [12, 0, [10, 2, 0]],
  [65, 5, [10, 40, 10]],
])("%d of which %d are free is %j", (quantity, free, parts) => {
  expect(splitOverSteps(quantity, free, SIZES)).toEqual(parts);
});

test("the parts sum to what is not free", () => {
  fc.assert(
    fc.property(amount, amount, (quantity, free) => {
      expect(sum(splitOverSteps(quantity, free, SIZES))).toBeCloseTo(Math.max(0, quantity - free), 6);
    }),
  );
});

test("more costs no less, and a little more costs a little more at every step", () => {
  const prices = [0.09, 0.085, 0.07];
  const cost = (quantity: number): number =>
    splitOverSteps(quantity, 3, SIZES).reduce((total, part, index) => total + part * (prices[index] ?? 0), 0);
  fc.assert(
    fc.property(amount, fc.double({ min: 0, max: 1, noNaN: true }), (quantity, more) => {
      const rise = cost(quantity + more) - cost(quantity);
      expect(rise).toBeGreaterThanOrEqual(-1e-9);
      expect(rise).toBeLessThanOrEqual(0.09 * more + 1e-9);
    }),
  );
});

test("a step that nothing reaches is left out, the first is always named", () => {
  const at = (floor: number, expected: number, ceiling: number) =>
    stepped(item, { floor, expected, ceiling }, STEPS).map(({ priceKey, quantity }) => [priceKey, quantity]);
  expect(at(0, 0, 0)).toEqual([["first", { floor: 0, expected: 0, ceiling: 0 }]]);
  expect(at(0, 12, 70)).toEqual([
    ["first", { floor: 0, expected: 10, ceiling: 10 }],
    ["next", { floor: 0, expected: 2, ceiling: 40 }],
    ["rest", { floor: 0, expected: 0, ceiling: 20 }],
  ]);
});
