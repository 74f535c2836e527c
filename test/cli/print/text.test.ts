import { tree, wrap } from "../../../cli/print/text";
import { count, plural, table, usd } from "../../../cli/print/table";

test("a long line is broken between words and later lines are indented", () => {
  expect(wrap("one two three four", 9, "  ")).toBe("one two\n  three\n  four");
});

test("a word longer than the line stays whole", () => {
  expect(wrap("a extraordinarily b", 6, "")).toBe("a\nextraordinarily\nb");
});

test("a tree keeps its lines beside wrapped branches", () => {
  expect(tree(["one two three", "four five six"], 12)).toBe("├─ one two\n│  three\n└─ four five\n   six");
});

test("a table has no lines and no trailing spaces", () => {
  expect(
    table(
      [
        ["a", "10"],
        ["long", "9"],
      ],
      ["left", "right"],
      ["name", "amount"],
    ),
  ).toBe("name  amount\na         10\nlong       9");
});

test("amounts read as people write them", () => {
  expect([
    usd(1500),
    count(20000),
    plural(1, "node"),
    plural(2, "node"),
    plural(2, "primary", "primaries"),
  ]).toEqual(["$1,500", "20,000", "1 node", "2 nodes", "2 primaries"]);
});
