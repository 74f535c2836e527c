import { randomUUID } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { errorCode } from "../../rehearsal/error-code";
import { InputError } from "../../tiers";
import { writeAll } from "./write-all";
import { writeProblem } from "./write-problems";

const NOTHING_WRITTEN = "Nothing was written.";
const CUT = "What is there now is cut off.";

/** As many links as Linux follows. */
const LINKS_MAX = 40;

/** Names of what this process was given open: it cannot always be opened again, and a log that it leads to must not be cut. */
const OPEN_ALREADY: Readonly<Record<string, number>> = { "/dev/stdout": 1, "/dev/stderr": 2 };

function descriptorOf(file: string): number | undefined {
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,6})$/.exec(file)?.[1];
  return number === undefined ? OPEN_ALREADY[file] : Number(number);
}

/** Where a name leads to; what the last link names need not be there yet. */
function followed(file: string): string {
  let at = file;
  for (let links = 0; links < LINKS_MAX; links += 1)
    try {
      at = resolve(dirname(at), readlinkSync(at));
    } catch {
      // No link, or nothing there; what else is wrong with it the next call says.
      return at;
    }
  return file;
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** A file that has other names, or another owner whom we cannot set, would lose them if it were replaced. */
const mayBeReplaced = ({ nlink, uid }: Stats): boolean =>
  nlink === 1 && (process.getuid === undefined || process.getuid() === uid || process.getuid() === 0);

/** @throws the system's error; then the earlier file is there as it was */
function replaced(file: string, text: string, earlier: Stats | undefined): void {
  const temporary = join(dirname(file), `.${randomUUID()}.scale.tmp`);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(temporary, "wx");
    if (earlier !== undefined) {
      const own = statSync(temporary);
      if (own.uid !== earlier.uid || own.gid !== earlier.gid)
        fchownSync(descriptor, earlier.uid, earlier.gid);
      fchmodSync(descriptor, earlier.mode & 0o7777);
    }
    writeAll(descriptor, text);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(temporary, file);
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** For a device, a pipe, and a file that must stay the same one. */
function overwritten(file: string, text: string): void {
  const descriptor = openSync(file, "w");
  try {
    writeAll(descriptor, text);
  } catch (error) {
    throw writeProblem(error, file, CUT);
  } finally {
    closeSync(descriptor);
  }
}

/** A folder that takes no new file, and a file that something is mounted on; the file itself may still be written. */
const ONLY_IN_PLACE = ["EACCES", "EPERM", "EROFS", "EBUSY"];

function written(file: string, text: string): void {
  const target = followed(file);
  const earlier = statOf(target);
  if (earlier?.isDirectory() === true)
    throw Object.assign(new Error("EISDIR"), { code: "EISDIR", syscall: "open" });
  if (earlier !== undefined && (!earlier.isFile() || !mayBeReplaced(earlier))) {
    overwritten(target, text);
    return;
  }
  try {
    replaced(target, text, earlier);
  } catch (error) {
    if (earlier === undefined || !ONLY_IN_PLACE.includes(errorCode(error))) throw error;
    overwritten(target, text);
  }
}

/**
 * Writes a whole file or nothing: into a temporary file beside it, which then takes its name and has its mode. Links are
 * followed, and stay. What is no file (a device, a pipe) is written to as it is.
 * @throws InputError when the place cannot be written
 */
export function writeWhole(file: string, text: string): void {
  if (file === "") throw new InputError("--out was given an empty name. Name a file, or leave --out away.");
  const descriptor = descriptorOf(file);
  try {
    if (descriptor === undefined) written(file, text);
    else writeAll(descriptor, text);
  } catch (error) {
    throw writeProblem(error, file, descriptor === undefined ? NOTHING_WRITTEN : CUT);
  }
}
