import { errorCode } from "../../rehearsal/error-code";
import { InputError } from "../../tiers";
import { readBytes } from "./read-bytes";

const begins = (bytes: Buffer, ...start: readonly number[]): boolean =>
  start.every((byte, place) => bytes[place] === byte);

/** What editors of Windows and PowerShell write, with a byte-order mark or without one; all else is UTF-8. */
function encodingOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  if (begins(bytes, 0xff, 0xfe)) return "utf-16le";
  if (begins(bytes, 0xfe, 0xff)) return "utf-16be";
  const [first, second] = bytes;
  // The first character of every file that is read here is one of ASCII.
  if (first !== 0 && second === 0) return "utf-16le";
  return first === 0 && second !== undefined && second !== 0 ? "utf-16be" : "utf-8";
}

/** Formats that people have beside the one that is asked for. */
function formatOf(bytes: Buffer): string | undefined {
  if (begins(bytes, 0x1f, 0x8b)) return "it is compressed by gzip; unpack it first";
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04))
    return "it is a ZIP archive or a workbook of a spreadsheet; unpack it, or save it as CSV";
  return begins(bytes, 0x25, 0x50, 0x44, 0x46) ? "it is a PDF" : undefined;
}

function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    if (errorCode(error) === "ERR_ENCODING_INVALID_ENCODED_DATA") return undefined;
    throw error;
  }
}

/**
 * Text of a file that a person named, in UTF-8 or UTF-16; a byte-order mark is left out. `-` is standard input.
 * @param what what the file holds, for the message: `the bill`
 * @throws InputError when it cannot be read, is empty, or holds no text
 */
export function readText(file: string, what: string): string {
  const bytes = readBytes(file, what);
  const refuse = (problem: string): never => {
    throw new InputError(`Cannot read ${what} ${file}: ${problem}.`);
  };
  const format = formatOf(bytes);
  if (format !== undefined) return refuse(format);
  const text = decoded(bytes);
  if (text === undefined) return refuse("its text is not in UTF-8; save it as UTF-8");
  if (text.includes("\0")) return refuse("it holds zero bytes, so it is no text");
  return text.trim() === "" ? refuse("the file is empty") : text;
}
