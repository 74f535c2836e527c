/** Breaks a text into lines of at most `width` columns; lines after the first begin with `indent`. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && longer.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = longer;
  }
  return [...lines, line].join("\n");
}

/** The branches below a title, each wrapped inside the tree's lines. */
export function tree(branches: readonly string[], width: number): string {
  return branches
    .map((branch, index) => {
      const last = index === branches.length - 1;
      return `${last ? "└─ " : "├─ "}${wrap(branch, width - 3, "").replaceAll("\n", last ? "\n   " : "\n│  ")}`;
    })
    .join("\n");
}
