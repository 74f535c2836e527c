import { covers, harmlessReason } from "../../../kinds/safety";
import { valuesAt } from "../../../kinds/safety/values-at";

const INPUTS = {
  rules: [{ name: "a", limit: { count: 1 } }, { name: "b" }],
  parameters: [
    { name: "rds.force_ssl", value: "1" },
    { name: "statement_timeout", value: "5" },
  ],
};

test.each([
  ["rules", [["rules", INPUTS.rules]]],
  ["missing.inside", [["missing.inside", undefined]]],
  [
    "rules[].name",
    [
      ["rules[0].name", "a"],
      ["rules[1].name", "b"],
    ],
  ],
  ["rules[].limit?.count", [["rules[0].limit.count", 1]]],
  ["missing[].name", []],
  ["parameters[name=rds.force_ssl].value", [["parameters[rds.force_ssl].value", "1"]]],
  ["parameters[name=none].value", [["parameters[none].value", undefined]]],
])("%s leads to its values", (input, expected) => {
  expect(valuesAt(INPUTS, input).map(({ path, value }) => [path, value])).toEqual(expected);
});

test.each([
  ["rules", "rules[0].name", true],
  ["rules", "rulesOfThumb", false],
  ["rules[].name", "rules[limit].name", true],
  ["rules[]$", "rules[limit]", true],
  ["rules[]$", "rules[limit].name", false],
])("the pattern %s covers %s: %s", (pattern, path, expected) => {
  expect(covers(pattern, path)).toBe(expected);
});

test("an input is harmless for a reason, or it matters", () => {
  expect(harmlessReason("aws:s3/bucket:Bucket", "tags.project")).toBe("texts");
  expect(harmlessReason("aws:rds/instance:Instance", "instanceClass")).toBe("sizes");
  expect(harmlessReason("aws:rds/instance:Instance", "publiclyAccessible")).toBeUndefined();
});
