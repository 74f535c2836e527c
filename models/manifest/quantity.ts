const BYTES: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Bytes of a Kubernetes quantity such as `250Gi`, `1.5Ti` or `1000`; undefined for a text that is none. */
export function bytesOf(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  const factor = BYTES[unit ?? ""];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
