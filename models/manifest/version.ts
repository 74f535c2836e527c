const numbers = (version: unknown): number[] =>
  (typeof version === "string" || typeof version === "number" ? String(version) : "").split(".").map(Number);

/** Whether a version is below another, number by number; a part that one of them leaves open decides nothing. */
export function isLower(version: unknown, than: unknown): boolean {
  const [left, right] = [numbers(version), numbers(than)];
  const index = left.findIndex((part, position) => part !== right[position]);
  const [a, b] = [left[index], right[index]];
  return a !== undefined && b !== undefined && a < b;
}
