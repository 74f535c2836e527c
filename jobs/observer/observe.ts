import { reasonOf } from "./each";
import type { Metric, Source } from "./metric";

/** Takes a line for the log. */
export type Say = (line: string) => void;

/** Who answered the last time. */
export type Silent = Set<string>;

export interface ObserveArgs {
  readonly sources: readonly Source[];
  /** Names that the tier pays for. */
  readonly wanted: readonly string[];
  /** Sources that did not answer before; changed by this. */
  readonly silent: Silent;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/**
 * Asks all sources at once. One that does not answer in time gives nothing: its metrics are absent, and the alarms that read them
 * see missing data. The log has a line when a source falls silent, and one when it is back.
 */
export async function observe({ sources, wanted, silent, say, signal }: ObserveArgs): Promise<Metric[]> {
  const asked = sources.filter(({ gives }) => gives.some((name) => wanted.includes(name)));
  const answers = await Promise.all(
    asked.map(async ({ name, read }) => {
      try {
        const metrics = await before(signal, read(signal));
        if (silent.delete(name)) say(`${name} answers again`);
        return metrics;
      } catch (error) {
        if (!silent.has(name)) say(`${name} does not answer: ${reasonOf(error)}`);
        silent.add(name);
        return [];
      }
    }),
  );
  return answers.flat().filter(({ name }) => wanted.includes(name));
}

/** What a promise brings, or an error once the signal is there: not every client hears of it. */
async function before<Result>(signal: AbortSignal, promise: Promise<Result>): Promise<Result> {
  return await new Promise<Result>((resolve, reject) => {
    const late = (): void => {
      reject(new Error("no answer in time"));
    };
    if (signal.aborted) late();
    signal.addEventListener("abort", late, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", late);
    });
  });
}
