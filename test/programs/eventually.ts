import { setTimeout as wait } from "node:timers/promises";

/**
 * Tries until something succeeds.
 * @returns what it gave, and the seconds that it took
 * @throws Error with the last reason when it never does
 */
export async function eventually<T>(
  what: string,
  body: () => Promise<T>,
  limitMs = 30_000,
): Promise<{ readonly value: T; readonly seconds: number }> {
  const begin = Date.now();
  let reason = "";
  while (Date.now() - begin < limitMs) {
    try {
      return { value: await body(), seconds: (Date.now() - begin) / 1000 };
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await wait(100);
  }
  throw new Error(`${what}: not within ${limitMs / 1000} s: ${reason}`);
}
