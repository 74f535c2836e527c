import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { TIER_NAMES } from "../../tiers";

/** What `npm run test:mutations` wrote when the score last rose. */
export const SCORE_FILE = join(__dirname, "../../policies/mutation-score.json");

/** Each tier as it is; of two of them, what a domain and all other configuration add and change. */
export const CASE_NAMES = [...TIER_NAMES, "500 configured", "10k configured"] as const;
export type CaseName = (typeof CASE_NAMES)[number];

const scoresSchema = z.partialRecord(
  z.enum(CASE_NAMES),
  z.strictObject({ mutants: z.int(), found: z.int(), equivalent: z.int(), percent: z.number() }),
);
export type Scores = z.infer<typeof scoresSchema>;

/** How many of the ways to break each case the rules find. */
export const readScores = (): Scores => scoresSchema.parse(JSON.parse(readFileSync(SCORE_FILE, "utf8")));
