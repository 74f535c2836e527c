/** Minutes, at least and at most. */
export interface Span {
  readonly minutesMin: number;
  readonly minutesMax: number;
}

export const NO_TIME: Span = { minutesMin: 0, minutesMax: 0 };

/** One after the other. */
export const sum = (...spans: readonly Span[]): Span => ({
  minutesMin: spans.reduce((total, { minutesMin }) => total + minutesMin, 0),
  minutesMax: spans.reduce((total, { minutesMax }) => total + minutesMax, 0),
});

/** The last of several that go on beside each other, of those that are known; never before the beginning. */
export const latest = (...spans: readonly (Span | undefined)[]): Span => ({
  minutesMin: Math.max(0, ...spans.map((span) => span?.minutesMin ?? 0)),
  minutesMax: Math.max(0, ...spans.map((span) => span?.minutesMax ?? 0)),
});

const round = (amount: number): number => Math.round(amount * 100) / 100;

/** With two decimals. */
export const rounded = ({ minutesMin, minutesMax }: Span): Span => ({
  minutesMin: round(minutesMin),
  minutesMax: round(minutesMax),
});
