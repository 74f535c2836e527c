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

/** A whole number from 0 to `count - 1` that the seed decides. */
function chosen(what: string, count: number): number {
  return createHash("sha256").update(`${seed} ${what}`).digest().readUInt32BE() % count;
}

/** A number from 1 to `count` that the seed decides, printed with what repeats it. */
export function sampled(what: string, count: number): number {
  const number = 1 + chosen(what, count);
  process.stderr.write(`${what}: ${number} of ${count} (FAULT_SEED=${seed})\n`);
  return number;
}

/** Whether suites of many cases of one kind take some of them: `CASES=sample`. All otherwise. @throws Error for another value */
function takesSamples(): boolean {
  const { CASES: cases = "all" } = process.env;
  if (cases !== "all" && cases !== "sample") throw new Error(`CASES is "${cases}". Allowed: all, sample.`);
  return cases === "sample";
}

/** `count` of the cases that the seed decides, one from each part of the list, printed with what repeats it. */
export function sampleOf<Case>(what: string, cases: readonly Case[], count: number): readonly Case[] {
  const some = Array.from({ length: count }, (_, part) => {
    const first = Math.floor((part * cases.length) / count);
    const beyond = Math.floor(((part + 1) * cases.length) / count);
    return cases.slice(first, beyond)[chosen(`${what} ${part}`, beyond - first)];
  }).filter((one) => one !== undefined);
  const names = some.map((one) => (typeof one === "object" ? cases.indexOf(one) : String(one)));
  process.stderr.write(`${what}: ${names.join(", ")} (FAULT_SEED=${seed})\n`);
  return some;
}

/** All of the cases; in a run of samples `count` of the first `among`, as `sampleOf` takes them. Default: of all. */
export const casesOf = <Case>(
  what: string,
  cases: readonly Case[],
  count: number,
  among = cases.length,
): readonly Case[] => (takesSamples() ? sampleOf(what, cases.slice(0, among), count) : cases);
