/** Emphasis for a terminal. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** Of the terminal; absent where a line may be as long as it likes. */
  readonly columns?: number;
}

/** No emphasis: for pipes and files. */
export const PLAIN: Style = { strong: (text) => text, faint: (text) => text };

export const TERMINAL: Style = {
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  faint: (text) => `\u001b[2m${text}\u001b[22m`,
};
