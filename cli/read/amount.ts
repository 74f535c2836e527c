/** A number as AWS writes one; JavaScript reads more, such as `0x10` or `1_000` in other places. */
const AMOUNT = /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i;

/** The number that a text is; undefined when it is none. */
export function amountIn(text: string): number | undefined {
  const word = text.trim();
  return AMOUNT.test(word) && Number.isFinite(Number(word)) ? Number(word) : undefined;
}
