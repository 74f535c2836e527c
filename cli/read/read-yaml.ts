import { LineCounter, parseDocument, type Document } from "yaml";
import { InputError } from "../../tiers";
import { refuseUnusable } from "./read-json";
import { readText } from "./read-text";

/** What a YAML or JSON file holds, not checked yet. */
interface ReadYaml {
  readonly value: unknown;
  /** For the lines of its parts. */
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The parser calls itself once a level, and Node ends without a word where that is too much. */
const LEVELS_MAX = 500;

/** Whether lists or objects may lie deeper in one another than the parser can follow; quotes are not looked at. */
function isTooDeep(text: string): boolean {
  let open = 0;
  for (const character of text)
    if (character === "[" || character === "{") {
      open += 1;
      if (open > LEVELS_MAX) return true;
    } else if ((character === "]" || character === "}") && open > 0) open -= 1;
  return text
    .split("\n")
    .some((line) => line.search(/\S/) > LEVELS_MAX || line.split(/[-?] /).length > LEVELS_MAX);
}

/** Aliases are resolved only here: one may lead nowhere, or to more than a file holds. */
function valueOf(document: Document, title: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    if (error instanceof ReferenceError)
      throw new InputError(
        /^Excessive alias count/.test(error.message)
          ? `${title} is refused: its aliases stand for far more than it holds. Write the values out.`
          : `${title} is refused: ${error.message}.`,
      );
    throw error;
  }
}

/** Advice of the parser to whoever calls it. */
const FOR_PROGRAMMERS = /; please use YAML\.\w+\(\)$/;

/**
 * What the text of a YAML or JSON file holds.
 * @param title how a message begins: `The waivers file waivers.yaml`
 * @throws InputError when it is neither, or nothing that could be read further
 */
export function parseYaml(text: string, title: string): ReadYaml {
  const lines = new LineCounter();
  if (isTooDeep(text))
    throw new InputError(`${title} is refused: lists and objects lie too deep in one another.`);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  // A warning is about something that is not taken as it is written, such as a tag nobody knows.
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0)
    throw new InputError(
      [
        `${title} is neither YAML nor JSON:`,
        ...broken.map(
          ({ pos, message }) =>
            `  line ${lines.linePos(pos[0]).line}: ${message.replace(FOR_PROGRAMMERS, "")}`,
        ),
      ].join("\n"),
    );
  const value = valueOf(document, title);
  refuseUnusable(value, title);
  return { value, document, lines };
}

/**
 * What a YAML or JSON file holds, not checked yet.
 * @param what what the file is, for the message: `waivers file`
 * @throws InputError when it cannot be read, or is neither
 */
export const readYaml = (file: string, what: string): unknown =>
  parseYaml(readText(file, `the ${what}`), `The ${what} ${file}`).value;
