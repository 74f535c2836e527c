import { closest, distance } from "fastest-levenshtein";

const MISSPELT_AT_MOST = 3;

/** `, did you mean "x"?` when one of the candidates is close to the word but not the same, else nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return "";
  const lower = word.toLowerCase();
  const nearestLower = closest(
    lower,
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const nearest = candidates.find((candidate) => candidate.toLowerCase() === nearestLower);
  const near = distance(lower, nearestLower);
  const isClose = near <= MISSPELT_AT_MOST && near < word.length;
  return nearest !== undefined && nearest !== word && isClose ? `, did you mean "${nearest}"?` : "";
}

/** The same for names with a prefix that is easily forgotten, such as `db.` before a class. */
export function nearestOffer(prefix: string, given: string, offered: readonly string[]): string {
  const bare = given.replace(/^(?:db|cache)\./, "");
  const meant = [prefix + bare, bare].find((name) => name !== given && offered.includes(name));
  return meant === undefined ? didYouMean(given, offered) : `, did you mean "${meant}"?`;
}
