import { isOpenRange } from "../../tiers";

test.each([
  ["0.0.0.0/0", true],
  ["::/0", true],
  ["0.0.0.0/1", true],
  ["128.0.0.0/1", true],
  ["64.0.0.0/7", true],
  ["2000::/3", true],
  ["10.0.0.0/8", false],
  ["203.0.113.7/32", false],
  ["2001:db8::/32", false],
  ["fd00::/16", false],
  ["no range", false],
])("%s is open to everybody: %s", (range, expected) => {
  expect(isOpenRange(range)).toBe(expected);
});
