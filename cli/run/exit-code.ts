import { CommanderError } from "commander";
import { UnplacedError } from "../../kinds/pricing/errors";
import { InputError, NoPlaceError } from "../../tiers";
import type { Stream } from "./deliver";
import { GateClosed } from "./gate-closed";
import { Interrupted, INTERRUPTED } from "./interruptible";
import { visible } from "./visible";

/** Exit codes of every command. */
export const EXIT = { fine: 0, defect: 1, wrongInput: 2, gateClosed: 3, interrupted: INTERRUPTED } as const;

function codeOf(error: unknown): number {
  if (error instanceof GateClosed || error instanceof UnplacedError || error instanceof NoPlaceError)
    return EXIT.gateClosed;
  if (error instanceof InputError) return EXIT.wrongInput;
  return error instanceof Interrupted ? EXIT.interrupted : EXIT.defect;
}

/** Says why a command ended, and with which code it ends. Commander has said its own errors itself. */
export function exitCodeOf(error: unknown, stderr: Stream): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.wrongInput;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === EXIT.defect) {
    const detail = error instanceof Error ? (error.stack ?? message) : message;
    stderr.write(
      `This is a defect of scale, not of your input. Please report it with this text:\n${detail}\n`,
    );
  } else stderr.write(`${visible(message)}\n`);
  return code;
}
