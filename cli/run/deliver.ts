import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorCode } from "../../rehearsal/error-code";
import { InputError } from "../../tiers";
import type { Result } from "../print/result";
import { PLAIN, TERMINAL } from "../print/style";

export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

export interface Streams {
  readonly stdout: Stream;
  readonly stderr: Stream;
}

const WRITE_PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: "you may not write there; choose another folder or change its permissions",
  EPERM: "you may not write there; choose another folder or change its permissions",
  EROFS: "the folder is read-only; choose another one",
  ENOSPC: "the disk is full; free some space or choose another disk",
  EDQUOT: "your disk quota is used up; free some space or choose another disk",
  ENOENT: "its folder does not exist; make it first",
  ENOTDIR: "a part of its path is a file; choose another path",
  EISDIR: "it is a folder; name a file in it",
};

/** Removes what was half-written; a place that refuses even this never held it. */
function discard(file: string): void {
  if (existsSync(file)) rmSync(file, { force: true });
}

/**
 * Writes a whole file or nothing: into a temporary file beside it, which then takes its name.
 * @throws InputError when the place cannot be written
 */
export function writeWhole(file: string, text: string): void {
  const temporary = join(dirname(file), `.${process.pid}.scale.tmp`);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(temporary, "w");
    const bytes = Buffer.from(text);
    // A full disk may take a part of a write without an error; the next one then fails.
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(temporary, file);
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    discard(temporary);
    const problem = WRITE_PROBLEMS[errorCode(error)];
    if (problem === undefined) throw error;
    throw new InputError(`Cannot write ${file}: ${problem}. Nothing was written.`);
  }
}

/** Hands a command's result to where the user asked for it. Standard output carries the result only. */
export function deliver(
  result: Result,
  options: { readonly json?: true; readonly out?: string },
  streams: Streams,
): void {
  const toTerminal =
    options.out === undefined && streams.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
  const text = options.json
    ? `${JSON.stringify(result.json, null, 2)}\n`
    : result.text(toTerminal ? TERMINAL : PLAIN);
  if (options.out === undefined) streams.stdout.write(text);
  else {
    writeWhole(options.out, text);
    streams.stderr.write(`Wrote ${options.out}\n`);
  }
}
