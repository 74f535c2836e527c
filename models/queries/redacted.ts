/** What a constant becomes. */
const HIDDEN = "?";

const COMMENT = /--[^\n]*|\/\*[\s\S]*?\*\//g;
/** Quoted texts, also `E'…'`, `B'…'`, `U&'…'` and `$tag$…$tag$`. */
const TEXT = /(?:\b[EBXN]|\bU&)?'(?:[^'\\]|''|\\[\s\S])*'|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/gi;
/** No digits of names (`shard_0`) and of parameters (`$1`). */
const NUMBER = /(?<![\w$."])\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi;

/**
 * A statement on one line without the constants in it. `pg_stat_statements` has taken them out of most; it keeps those of a
 * statement whose parse it no longer has (https://www.postgresql.org/docs/17/pgstatstatements.html), and comments may hold anything.
 */
export const redacted = (statement: string): string =>
  statement.replace(COMMENT, " ").replace(TEXT, HIDDEN).replace(NUMBER, HIDDEN).replace(/\s+/g, " ").trim();
