import { closeSync, openSync, readSync } from "node:fs";
import { errorCode, isSystemError } from "../../rehearsal/error-code";
import { onceReady } from "../../rehearsal/once-ready";
import { InputError } from "../../tiers";

/** No file that is read here comes near it, and Node holds no text of twice as much. */
const MIB_MAX = 256;
const BYTES_MAX = MIB_MAX * 2 ** 20;
const CHUNK_BYTES = 2 ** 20;

const STANDARD_INPUT = 0;

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "you may not read it",
  EPERM: "you may not read it",
  EISDIR: "it is a folder; name a file in it",
  ENOTDIR: "a part of its path is a file",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  ENXIO: "it is a socket or a device that is not there",
};

/** Whether a name stands for what is piped into the command. */
const isStandardInput = (file: string): boolean => ["-", "/dev/stdin"].includes(file);

function next(descriptor: number, chunk: Buffer): number {
  try {
    return onceReady(() => readSync(descriptor, chunk));
  } catch (error) {
    // A pipe of Windows that has ended says so by an error.
    if (errorCode(error) === "EOF") return 0;
    throw error;
  }
}

/** All bytes; undefined where they are more than the limit, as some devices have no end. */
function bytesOf(file: string): Buffer | undefined {
  const descriptor = isStandardInput(file) ? STANDARD_INPUT : openSync(file, "r");
  try {
    const chunks: Buffer[] = [];
    for (let length = 0; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const read = next(descriptor, chunk);
      if (read === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, read));
      length += read;
      if (length > BYTES_MAX) return undefined;
    }
  } finally {
    if (descriptor !== STANDARD_INPUT) closeSync(descriptor);
  }
}

/**
 * Bytes of a file that a person named; `-` is standard input.
 * @param what what the file holds, for the message: `the bill`
 * @throws InputError when it cannot be read or is too large
 */
export function readBytes(file: string, what: string): Buffer {
  if (file === "")
    throw new InputError(`Cannot read ${what}: its name is empty. Name a file, or - for standard input.`);
  let bytes: Buffer | undefined;
  try {
    bytes = bytesOf(file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const code = errorCode(error);
    throw new InputError(
      `Cannot read ${what} ${file}: ${PROBLEMS[code] ?? `the system refuses it (${code})`}.`,
    );
  }
  if (bytes === undefined)
    throw new InputError(`Cannot read ${what} ${file}: it is larger than ${MIB_MAX} MiB.`);
  return bytes;
}
