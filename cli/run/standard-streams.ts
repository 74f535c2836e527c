import { isatty } from "node:tty";
import { errorCode } from "../../rehearsal/error-code";
import type { Stream, Streams } from "./deliver";
import { writeAll } from "./write-all";
import { writeProblem } from "./write-problems";

/** A reader that has gone; Windows has two words for it. */
const READER_GONE = ["EPIPE", "EOF"];

/** Columns that the environment asks for, or those of a terminal. */
function columnsOf(terminal: NodeJS.WriteStream | undefined, env: NodeJS.ProcessEnv): number | undefined {
  const asked = Number(env["COLUMNS"]);
  // A terminal that does not know its size says 0.
  return Number.isInteger(asked) && asked > 0 ? asked : terminal?.columns || undefined;
}

/**
 * A standard stream that is written at once, so that an error belongs to the write that it comes from. Node's own tells of
 * it later, when the exit code of a cut-off report is settled already.
 * @param failed told what went wrong, unless the reader has enough, which is no error
 */
function immediate(
  descriptor: 1 | 2,
  ownOf: () => NodeJS.WriteStream,
  failed: (error: unknown) => void,
): Stream {
  let isOpen = true;
  // A console of Windows takes characters, not bytes: Node knows how. Asked for a pipe, it would change how that works
  // for whoever else has it.
  const terminal = isatty(descriptor) ? ownOf() : undefined;
  terminal?.on("error", () => (isOpen = false));
  return {
    isTTY: terminal !== undefined,
    columns: columnsOf(terminal, process.env),
    write: (text) => {
      if (!isOpen) return;
      try {
        if (terminal === undefined) writeAll(descriptor, text);
        else terminal.write(text);
      } catch (error) {
        isOpen = false;
        if (!READER_GONE.includes(errorCode(error))) failed(error);
      }
    },
  };
}

/** The streams of this process. A result that cannot be written is an error; a message that nobody can read is none. */
export const standardStreams = (): Streams => ({
  stdout: immediate(
    1,
    () => process.stdout,
    (error) => {
      throw writeProblem(error, "standard output", "The result is not whole.");
    },
  ),
  stderr: immediate(
    2,
    () => process.stderr,
    () => undefined,
  ),
});
