import { errorCode, isSystemError } from "../../rehearsal/error-code";
import { InputError } from "../../tiers";

const NOT_YOURS = "you may not write there; choose another folder or change its permissions";

const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: NOT_YOURS,
  EPERM: NOT_YOURS,
  EROFS: "the folder is read-only; choose another one",
  ENOSPC: "the disk is full; free some space or choose another disk",
  EDQUOT: "your disk quota is used up; free some space or choose another disk",
  EFBIG: "a file may not be as large here; raise the limit (ulimit -f) or choose another disk",
  ENOENT: "its folder does not exist; make it first",
  ENOTDIR: "a part of its path is a file; choose another path",
  EISDIR: "it is a folder; name a file in it",
  ELOOP: "its links lead in a circle; choose another path",
  ENAMETOOLONG: "the name is too long; choose a shorter one",
  EPIPE: "nobody reads it any more",
  EBADF: "this process was not given it; name a file",
  ENXIO: "it is a socket or a device that is not there; name a file",
  ENODEV: "it is a device that is not there; name a file",
};

/**
 * The message for a person whose file or stream cannot be written.
 * @param what how a message names it
 * @param left what the failure leaves behind
 * @returns an InputError, or the error itself where the system says nothing of the file
 */
export function writeProblem(error: unknown, what: string, left: string): unknown {
  const code = errorCode(error);
  const problem = PROBLEMS[code] ?? (isSystemError(error) ? `the system refuses it (${code})` : undefined);
  return problem === undefined ? error : new InputError(`Cannot write ${what}: ${problem}. ${left}`);
}
