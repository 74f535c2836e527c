/** JSON objects in a text, and what stands around them. */
interface JsonLines {
  readonly objects: readonly unknown[];
  /** All lines but those of the objects. */
  readonly around: string;
  /** Whether an object begins that does not end. */
  readonly isCut: boolean;
}

/** Where the object that begins at `start` ends; undefined where it does not. Braces within quotes do not count. */
function endOf(text: string, start: number): number | undefined {
  let open = 0;
  let isQuoted = false;
  for (let place = start; place < text.length; place += 1) {
    const character = text[place];
    if (isQuoted) {
      if (character === "\\") place += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === "{") open += 1;
    else if (character === "}" && (open -= 1) === 0) return place + 1;
  }
  return undefined;
}

function parsedObject(text: string): { readonly object: unknown } | undefined {
  try {
    return { object: JSON.parse(text) as unknown };
  } catch (error) {
    // A message that begins with a brace.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Finds the JSON objects that begin on a line of their own, such as a command prints between its messages. */
export function jsonLines(text: string): JsonLines {
  const objects: unknown[] = [];
  const around: string[] = [];
  let isCut = false;
  for (let start = 0; start < text.length;) {
    const end = text[start] === "{" ? endOf(text, start) : undefined;
    isCut ||= text[start] === "{" && end === undefined && /^\{\s*("|$)/.test(text.slice(start, start + 80));
    const found = end === undefined ? undefined : parsedObject(text.slice(start, end));
    if (found !== undefined) objects.push(found.object);
    const lineEnd = text.indexOf("\n", found === undefined ? start : end);
    const next = lineEnd < 0 ? text.length : lineEnd + 1;
    around.push(found === undefined ? text.slice(start, next) : text.slice(end, next));
    start = next;
  }
  return { objects, around: around.join(""), isCut };
}
