import type { Result } from "../print/result";
import { PLAIN, TERMINAL } from "../print/style";
import { writeWhole } from "./write-file";

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Of a terminal; undefined where a line may be as long as it likes. */
  readonly columns?: number | undefined;
}

export interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** How a file's name says standard output. */
const STANDARD_OUTPUT = "-";

/** Hands a command's result to where the user asked for it. Standard output carries the result only. */
export function deliver(
  result: Result,
  options: { readonly json?: true; readonly out?: string },
  streams: Streams,
): void {
  const { stdout, stderr } = streams;
  const isFile = options.out !== undefined && options.out !== STANDARD_OUTPUT;
  const emphasis =
    !isFile && stdout.isTTY === true && process.env["NO_COLOR"] === undefined ? TERMINAL : PLAIN;
  const style = isFile || stdout.columns === undefined ? emphasis : { ...emphasis, columns: stdout.columns };
  const text = options.json ? `${JSON.stringify(result.json, null, 2)}\n` : result.text(style);
  if (!isFile) stdout.write(text);
  else {
    writeWhole(options.out, text);
    stderr.write(`Wrote ${options.out}\n`);
  }
}
