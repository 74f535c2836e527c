const numbers = (version: unknown): number[] =>
  (typeof version === "string" || typeof version === "number" ? String(version) : "").split(".").map(Number);

/** Whether a version is below another, number by number; a part that one of them leaves open decides nothing. */
export function isLower(version: unknown, than: unknown): boolean {
  const [left, right] = [numbers(version), numbers(than)];
  const index = left.findIndex((part, position) => part !== right[position]);
  const [a, b] = [left[index], right[index]];
  return a !== undefined && b !== undefined && a < b;
}

/** How many minor versions lie between two of the same major one; 0 where the major one is another, or one is unknown. */
export function minorVersionsBetween(from: unknown, to: unknown): number {
  const [[major, minor], [nextMajor, nextMinor]] = [numbers(from), numbers(to)];
  const isSame = major !== undefined && major === nextMajor;
  return isSame && minor !== undefined && nextMinor !== undefined ? nextMinor - minor : 0;
}

/** `17` for `17.4`. */
export const majorVersion = (version: unknown): string => String(version).split(".")[0] ?? "";

/** `1.36` for `1.35`; undefined for what is no version with a minor part. */
export function nextMinorVersion(version: unknown): string | undefined {
  const [major, minor] = numbers(version);
  return major === undefined || minor === undefined || Number.isNaN(minor)
    ? undefined
    : `${major}.${minor + 1}`;
}
