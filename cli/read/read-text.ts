import { readFileSync } from "node:fs";
import { errorCode } from "../../rehearsal/error-code";
import { InputError } from "../../tiers";

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "you may not read it",
  EISDIR: "it is a folder; name a file in it",
  ENOTDIR: "a part of its path is a file",
};

/**
 * Text of a file that a person named.
 * @param what what the file holds, for the message: `the bill`
 * @throws InputError when it cannot be read or is empty
 */
export function readText(file: string, what: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const problem = READ_PROBLEMS[errorCode(error)];
    if (problem === undefined) throw error;
    throw new InputError(`Cannot read ${what} ${file}: ${problem}.`);
  }
  if (text.trim() === "") throw new InputError(`Cannot read ${what} ${file}: the file is empty.`);
  // Spreadsheets and Windows editors put a byte-order mark first.
  return text.replace(/^\uFEFF/, "");
}
