import { constant, figuresOf, sumOf } from "../../../kinds/pricing/figures";
import { fc } from "../../support/property";

const amount = fc.integer({ min: 0, max: 1_000_000 });
const anyFigures = fc.record({ floor: amount, expected: amount, ceiling: amount });

test("a constant amount is the same whatever the load is", () => {
  expect(constant(730)).toEqual({ floor: 730, expected: 730, ceiling: 730 });
});

test("each figure is worked out from its own load", () => {
  expect(figuresOf({ floor: 0, expected: 3, ceiling: 7 }, (users) => users * 2)).toEqual({
    floor: 0,
    expected: 6,
    ceiling: 14,
  });
});

test("nothing sums to nothing", () => {
  expect(sumOf([])).toEqual(constant(0));
});

test("a sum adds each figure by itself, in any order and grouping", () => {
  fc.assert(
    fc.property(fc.array(anyFigures), fc.array(anyFigures), (some, others) => {
      const all = sumOf([...some, ...others]);
      expect(sumOf([...others, ...some])).toEqual(all);
      expect(sumOf([sumOf(some), sumOf(others)])).toEqual(all);
      expect(all.expected).toBe([...some, ...others].reduce((sum, { expected }) => sum + expected, 0));
    }),
  );
});
