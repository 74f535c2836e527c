/** What a terminal would obey or hide: control characters, and those that turn the direction of a text. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const WORD_MAX = 400;
const LONG_WORD = new RegExp(`\\S{${WORD_MAX},}`, "g");
const SHOWN = 150;

/** A message as a person can read it, whatever names and values of theirs it repeats: escaped, and no word without end. */
export const visible = (message: string): string =>
  message
    .replaceAll(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll(LONG_WORD, (word) => `${word.slice(0, SHOWN)}…${word.slice(-SHOWN)}`);
