import { InputError } from "../../tiers";

interface Entry {
  readonly line: string;
  readonly name: string;
  readonly path: string;
}

const IMPORT = /^import \{ (\w+) \} from "(\.\/[^"]+)";$/;

/** Imports of one name from beside the list, in their order. */
const entriesOf = (text: string): Entry[] =>
  text.split("\n").flatMap((line) => {
    const [, name = "", path = ""] = IMPORT.exec(line) ?? [];
    return name === "" ? [] : [{ line, name, path }];
  });

function insertAfter(text: string, anchor: string, addition: string): string {
  if (!text.includes(anchor)) throw new Error(`The list has no line ${JSON.stringify(anchor.trim())}.`);
  return text.replace(anchor, () => `${anchor}${addition}`);
}

/** @returns the entry after which a path comes */
function neighbourOf(text: string, name: string, isBefore: (path: string) => boolean): Entry {
  const entries = entriesOf(text);
  if (entries.some((entry) => entry.name === name))
    throw new InputError(`The list has ${name} already. Choose another name.`);
  const before = entries.filter((entry) => isBefore(entry.path)).at(-1) ?? entries[0];
  if (before === undefined) throw new Error("The list has no entry.");
  return before;
}

/**
 * Adds an import and an entry to a module that lists what its neighbours export, each in the order of their paths.
 * @throws InputError when the name is listed
 */
export function addToSortedList(
  text: string,
  name: string,
  path: string,
  isBefore = (other: string): boolean => other < path,
): string {
  const before = neighbourOf(text, name, isBefore);
  const imported = insertAfter(text, `${before.line}\n`, `import { ${name} } from "${path}";\n`);
  return insertAfter(imported, `\n  ${before.name},\n`, `  ${name},\n`);
}

/** The same, with the entry at the end of the list. */
export function addToEndOfList(text: string, name: string, path: string): string {
  const before = neighbourOf(text, name, (other) => other < path);
  const imported = insertAfter(text, `${before.line}\n`, `import { ${name} } from "${path}";\n`);
  return imported.replace(/\n\];\n$/, () => `\n  ${name},\n];\n`);
}
