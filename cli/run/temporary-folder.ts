import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../../rehearsal/error-code";
import { InputError } from "../../tiers";

/**
 * Finds out, before anything starts, whether a temporary folder can be written.
 * @throws InputError when not
 */
export function demandTemporaryFolder(folder: string): void {
  try {
    rmSync(mkdtempSync(join(folder, "rehearsal-")), { recursive: true });
  } catch (error) {
    throw new InputError(
      `The temporary folder ${folder} cannot be written (${errorCode(error)}). Set TMPDIR to one that can, and run this again.`,
    );
  }
}
