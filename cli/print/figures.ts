const withCents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const quantities = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
const prices = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 12 });

/** What stands for an amount of money that nobody can work out, because something of it has no price. */
export const UNKNOWN = "unknown";

/** `$1,234.56` */
export const cents = (amount: number | null): string =>
  amount === null ? UNKNOWN : withCents.format(amount);

/** `1,460` or `0.333333`: a quantity as it is multiplied, to six digits. */
export const quantityText = (amount: number): string => quantities.format(amount);

/** `$0.0000004`: a unit price, whole. */
export const priceText = (amount: number): string => `$${prices.format(amount)}`;

/** `12.3 %` of a whole; nothing of nothing is `-`. */
export const percent = (part: number | null, whole: number | null): string => {
  if (part === null || whole === null) return UNKNOWN;
  return whole === 0 ? "-" : `${((part / whole) * 100).toFixed(1)} %`;
};

/** `2.05`; without dollars `-`. */
export const perDollar = (users: number, usd: number | null): string => {
  if (usd === null) return UNKNOWN;
  return usd === 0 ? "-" : (users / usd).toFixed(2);
};

const dollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat("en-US");

/** What an amount leaves of a whole. */
export const left = (whole: number, amount: number | null): number | null =>
  amount === null ? null : whole - amount;

/** `$1,500` */
export const usd = (amount: number | null): string => (amount === null ? UNKNOWN : dollars.format(amount));
/** `20,000` */
export const count = (amount: number): string => whole.format(amount);
/** `1 node`, `2 nodes` */
export const plural = (amount: number, one: string, many = `${one}s`): string =>
  `${count(amount)} ${amount === 1 ? one : many}`;
/** The tier as people write it: `2K`. */
export const tierTitle = (name: string): string => name.toUpperCase();
