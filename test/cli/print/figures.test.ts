import { count, plural, usd } from "../../../cli/print/figures";

test("amounts read as people write them", () => {
  expect([
    usd(1500),
    count(20000),
    plural(1, "node"),
    plural(2, "node"),
    plural(2, "primary", "primaries"),
  ]).toEqual(["$1,500", "20,000", "1 node", "2 nodes", "2 primaries"]);
});
