import { plainNumber } from "../../../../models/cost/bill/plain-number";

test.each([
  [0, "0"],
  [0.0672, "0.0672"],
  [0.00004, "0.00004"],
  [60.29, "60.3"],
  [999.6, "1,000"],
  [17_857_625.4, "17,857,625"],
])("%d reads %s", (value, text) => {
  expect(plainNumber(value)).toBe(text);
});
