/** The user ended a command; nothing it made is left. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** What a shell reports of a process that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Within it a signal is the same Ctrl-C once more: `npm run` passes on what the terminal has sent to both. */
const REPEATED_MS = 500;

/**
 * Runs something that tidies up when its signal is aborted, which the first Ctrl-C does. The second one ends the
 * process at once.
 * @throws Interrupted when the user ended it
 */
export async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // It must go on listening: the Automation API's way to start the CLI ends a process whose signals nobody else hears.
  let since = 0;
  const abort = () => {
    if (!controller.signal.aborted) {
      since = Date.now();
      controller.abort();
    } else if (Date.now() - since > REPEATED_MS) process.exit(INTERRUPTED);
  };
  for (const signal of SIGNALS) process.on(signal, abort);
  try {
    const result = await run(controller.signal);
    if (controller.signal.aborted) throw new Interrupted("Interrupted; nothing is left behind.");
    return result;
  } catch (error) {
    throw controller.signal.aborted ? new Interrupted("Interrupted; nothing is left behind.") : error;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, abort);
  }
}
