/** Of the standard normal distribution, by 1 − p: 5 % on each side leave nine cases of ten. */
const NORMAL_95 = 1.6448536269514722;

/**
 * The value that Student's t exceeds in 5 % of cases (Abramowitz and Stegun 26.7.5): within 0.1 % from 4 degrees of
 * freedom on.
 * @param freedom degrees of it, above 0
 */
export function studentT95(freedom: number): number {
  const z = NORMAL_95;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1_482 * z ** 5 - 1_920 * z ** 3 - 945 * z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), z);
}
