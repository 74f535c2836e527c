import { visible } from "../../../cli/run/visible";

test.each([
  [
    "a message\n  of two lines\tas it is, with é, 漢 and 🙂",
    "a message\n  of two lines\tas it is, with é, 漢 and 🙂",
  ],
  ["\u001b[31mred\u0007", "\\u001b[31mred\\u0007"],
  ["over\rwritten", "over\\u000dwritten"],
  ["\u009b1m", "\\u009b1m"],
  ["turned\u202eround", "turned\\u202eround"],
  ["no\u200bspace", "no\\u200bspace"],
  [`name ${"n".repeat(400)} end`, `name ${"n".repeat(150)}…${"n".repeat(150)} end`],
  ["n".repeat(399), "n".repeat(399)],
])("%j is shown as %j", (message, shown) => {
  expect(visible(message)).toBe(shown);
});
