import { createHash, randomInt } from "node:crypto";

/** A variable that holds a seed; undefined when it is not set. @throws Error when it is no whole number */
export function wholeNumberOf(variable: string): number | undefined {
  const text = process.env[variable];
  if (text === undefined || text === "") return undefined;
  if (!/^\d+$/.test(text)) throw new Error(`${variable} is "${text}". Give a whole number.`);
  return Number(text);
}

/** Another one on each run; `FAULT_SEED` repeats a run. */
const seed = wholeNumberOf("FAULT_SEED") ?? randomInt(1_000_000);

/** A number from 1 to `count` that the seed decides, printed with what repeats it. */
export function sampled(what: string, count: number): number {
  const digest = createHash("sha256").update(`${seed} ${what}`).digest();
  const chosen = 1 + (digest.readUInt32BE() % count);
  process.stdout.write(`${what}: ${chosen} of ${count} (FAULT_SEED=${seed})\n`);
  return chosen;
}
