/** Text that a page contains as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const textOf = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return String(part).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
};

/** A template whose values are escaped, but for other markup. */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const whole = texts.map((text, index) => {
    const part = parts[index];
    return part === undefined ? text : text + textOf(part);
  });
  return new Markup(whole.join(""));
}

/** Nothing to show. */
export const NOTHING = new Markup("");
