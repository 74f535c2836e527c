import { TERMINAL } from "../../../cli/print/style";
import { textTable } from "../../../cli/print/text-table";

test("a table has no lines and no trailing spaces", () => {
  expect(
    textTable(
      [
        ["a", "10"],
        ["long", "9"],
      ],
      ["left", "right"],
      ["name", "amount"],
    ),
  ).toBe("name  amount\na         10\nlong       9");
});

test("emphasis takes no room", () => {
  expect(
    textTable(
      [
        [TERMINAL.strong("a"), "1"],
        ["bb", "2"],
      ],
      ["left", "left"],
    ),
  ).toBe(`${TERMINAL.strong("a")}   1\nbb  2`);
});
