/** A quantity or an amount three times: nothing used, the expected load, everything at its limit. */
export interface Figures {
  readonly floor: number;
  readonly expected: number;
  readonly ceiling: number;
}

/** The same whatever the load is. */
export function constant(amount: number): Figures {
  return { floor: amount, expected: amount, ceiling: amount };
}

/** One figure for each of the three, worked out from three others. */
export function figuresOf<From>(
  from: { readonly floor: From; readonly expected: From; readonly ceiling: From },
  amount: (from: From) => number,
): Figures {
  return { floor: amount(from.floor), expected: amount(from.expected), ceiling: amount(from.ceiling) };
}

export function sumOf(figures: readonly Figures[]): Figures {
  const total = (pick: (figures: Figures) => number) => figures.reduce((sum, each) => sum + pick(each), 0);
  return {
    floor: total(({ floor }) => floor),
    expected: total(({ expected }) => expected),
    ceiling: total(({ ceiling }) => ceiling),
  };
}

/** USD to whole cents; null stays null: nobody knows it. */
export function wholeCents(usd: number): number;
export function wholeCents(usd: number | null): number | null;
export function wholeCents(usd: number | null): number | null {
  return usd === null ? null : Math.round(usd * 100) / 100;
}
