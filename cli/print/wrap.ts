import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/**
 * Breaks a text between words into lines of at most `width` columns as a terminal shows them. The first line begins
 * with `first`, later ones with `later`; emphasis ends with its line, so that it never reaches into what begins one.
 * @param later not wider than `first`
 */
export function wrap(text: string, width: number, first = "", later = ""): string {
  // The first line is shorter by so much: as if its first word were longer.
  const filler = "x".repeat(Math.max(0, stringWidth(first) - stringWidth(later)));
  const [head = "", ...rest] = wrapAnsi(`${filler}${text}`, width - stringWidth(later)).split("\n");
  return [`${first}${head.slice(filler.length)}`, ...rest.map((line) => `${later}${line}`)].join("\n");
}
