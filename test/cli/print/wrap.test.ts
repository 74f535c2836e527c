import { TERMINAL } from "../../../cli/print/style";
import { wrap } from "../../../cli/print/wrap";

test("a long line is broken between words and later lines are indented", () => {
  expect(wrap("one two three four", 9, "- ", "  ")).toBe("- one two\n  three\n  four");
});

test("a word longer than the line stays whole", () => {
  expect(wrap("a extraordinarily b", 6)).toBe("a\nextraordinarily\nb");
});

test("what begins the first line may be wider than what begins the others", () => {
  expect(wrap("one two three four", 12, "why: ", "  ")).toBe("why: one two\n  three four");
});

test("emphasis takes no room, and ends with its line", () => {
  const title = "a title of thirty columns, bold";
  expect(wrap(TERMINAL.strong(title), 31)).toBe(TERMINAL.strong(title));
  expect(wrap(TERMINAL.strong("one two"), 5, "├─ ", "│  ")).toBe(
    `├─ ${TERMINAL.strong("one")}\n│  ${TERMINAL.strong("two")}`,
  );
});

test("a character that a terminal shows two columns wide counts as two", () => {
  expect(wrap("日本 日本", 8)).toBe("日本\n日本");
});
