/** An amount that must be known. */
export function known(amount: number | null): number {
  if (amount === null) throw new Error("The amount is not known: something of it has no price.");
  return amount;
}
