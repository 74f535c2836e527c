import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import { priceOf, type Prices } from "./prices/price-book";
import { lineSchema, unpricedSchema, type CostReport } from "./report";
import { nameOfUrn, typeOfUrn } from "../manifest/urn";

/** How the lines that a word fits come about. */
export const explanationSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    region: z.string(),
    asked: z.string().describe("The resource or item that was asked for"),
    lines: z.array(
      z.strictObject({
        ...lineSchema.shape,
        name: z.string().describe("Logical name of the resource"),
        type: z.string().describe("Pulumi type token"),
        outsideFigures: z.boolean().describe("Charged only when it happens; in none of the figures"),
        price: z.strictObject({
          source: z.string().describe("Where the price was read"),
          asOf: z.string().describe("Date of the source"),
          confidence: z.string(),
          derived: z.string().nullable().describe("How it was worked out; null when it was read"),
        }),
      }),
    ),
    unpriced: z.array(unpricedSchema).describe("Charges that fit and have no price in the region"),
    free: z.array(
      z.strictObject({ urn: z.string(), name: z.string(), type: z.string(), reason: z.string() }),
    ),
  })
  .meta({
    id: "CostExplanation",
    title: "How a cost comes about",
    description: "Printed by `scale cost <tier> --explain <resource or item> --json`",
  });

export type CostExplanation = z.infer<typeof explanationSchema>;

/** What a person may call a line or a free resource. */
export function namesToExplain({ lines, outside, unpriced, free }: CostReport): string[] {
  const ofResource = ({ urn }: { readonly urn: string }) => [urn, nameOfUrn(urn), typeOfUrn(urn)];
  const names = [
    ...[...lines, ...outside, ...unpriced].flatMap((line) => [...ofResource(line), line.item, line.priceKey]),
    ...free.flatMap(ofResource),
  ];
  return [...new Set(names)];
}

/**
 * The lines and free resources that a word names: by URN, logical name, type, item or price key, in any case. A word
 * that names none of them whole is looked for within them.
 * @returns nothing in both lists when nothing fits
 */
export function explain(report: CostReport, book: Prices, asked: string): CostExplanation {
  const word = asked.toLowerCase();
  const isExact = namesToExplain(report).some((name) => name.toLowerCase() === word);
  const fits = (name: string): boolean =>
    word !== "" && (isExact ? name.toLowerCase() === word : name.toLowerCase().includes(word));
  const ofResource = (urn: string): string[] => [urn, nameOfUrn(urn), typeOfUrn(urn)];
  const all = [
    ...report.lines.map((line) => ({ ...line, outsideFigures: false })),
    ...report.outside.map((line) => ({ ...line, outsideFigures: true })),
  ];
  return {
    schemaVersion: 1,
    tier: report.tier,
    region: report.region,
    asked,
    lines: all
      .filter(({ urn, item, priceKey }) => [...ofResource(urn), item, priceKey].some(fits))
      .map((line) => {
        const { source, asOf, confidence, derived } = priceOf(book, line.priceKey, line.item);
        return {
          ...line,
          name: nameOfUrn(line.urn),
          type: typeOfUrn(line.urn),
          price: { source, asOf, confidence, derived: derived ?? null },
        };
      }),
    unpriced: report.unpriced.filter(({ urn, item, priceKey }) =>
      [...ofResource(urn), item, priceKey].some(fits),
    ),
    free: report.free
      .filter(({ urn }) => ofResource(urn).some(fits))
      .map(({ urn, reason }) => ({ urn, name: nameOfUrn(urn), type: typeOfUrn(urn), reason })),
  };
}
