import { bytesOf } from "../../manifest/quantity";
import { UnpricedError } from "../../../kinds/pricing/errors";

const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
const MIB = 2 ** 20;

const refusal = (text: unknown, what: string, whose: string) =>
  new UnpricedError(`${whose} has no readable ${what}: ${JSON.stringify(text)}.`);

/** Millicores of a Kubernetes CPU quantity: 250 for "250m", 1000 for "1". @throws UnpricedError naming `whose` */
export function millicores(text: unknown, whose: string): number {
  const match = /^(\d+(?:\.\d+)?)(m?)$/.exec(String(text));
  if (match?.[1] === undefined) throw refusal(text, "CPU quantity", whose);
  return Number(match[1]) * (match[2] === "m" ? 1 : 1000);
}

/** MiB of a Kubernetes memory or storage quantity: 1024 for "1Gi". @throws UnpricedError naming `whose` */
export function mebibytes(text: unknown, whose: string): number {
  const bytes = bytesOf(String(text));
  if (bytes === undefined) throw refusal(text, "quantity of bytes", whose);
  return bytes / MIB;
}

/** Hours of a Go duration: 480 for "480h", 1.5 for "1h30m". @throws UnpricedError naming `whose` */
export function hoursOf(text: unknown, whose: string): number {
  if (!/^(\d+[hms])+$/.test(String(text))) throw refusal(text, "duration", whose);
  const seconds = [...String(text).matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (SECONDS[unit ?? ""] ?? 0),
    0,
  );
  return seconds / 3600;
}
