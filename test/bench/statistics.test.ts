import { median } from "./statistics";

test("the median of an odd and an even number of values", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

test("nothing has no median", () => {
  expect(() => median([])).toThrow("There is no median of nothing.");
});
