import { z } from "zod";
import { TIER_NAMES } from "../../tiers";
import { priceOf, type Prices } from "./prices/price-book";
import { lineSchema, unpricedSchema, type CostLine, type CostReport } from "./report";
import type { Manifest } from "../manifest/manifest";
import { nameOfUrn, typeOfUrn } from "../manifest/urn";
import { at } from "../manifest/values";

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

/** Promises that resources keep, by URN: the tag of an alarm. */
export type PromisesByUrn = ReadonlyMap<string, string>;

/** Which promise each alarm of a manifest keeps. */
export const promisesOf = ({ resources }: Pick<Manifest, "resources">): PromisesByUrn =>
  new Map(
    resources.flatMap(({ urn, inputs }): [string, string][] => {
      const promise = at(inputs, "tags.promise");
      return typeof promise === "string" ? [[urn, promise]] : [];
    }),
  );

const NO_PROMISES: PromisesByUrn = new Map();

const namesOf = (urn: string, promises: PromisesByUrn): string[] => {
  const promise = promises.get(urn);
  return [urn, nameOfUrn(urn), typeOfUrn(urn), ...(promise === undefined ? [] : [promise])];
};

/** What a person may call a line or a free resource. */
export function namesToExplain(
  { lines, outside, unpriced, free }: CostReport,
  promises: PromisesByUrn = NO_PROMISES,
): string[] {
  const ofResource = ({ urn }: { readonly urn: string }) => namesOf(urn, promises);
  const names = [
    ...[...lines, ...outside, ...unpriced].flatMap((line) => [...ofResource(line), line.item, line.priceKey]),
    ...free.flatMap(ofResource),
  ];
  return [...new Set(names)];
}

/** Of the charges and free resources, which a word means. */
interface Meant {
  readonly charge: (of: {
    readonly urn: string;
    readonly item: string;
    readonly priceKey: string;
  }) => boolean;
  readonly resource: (urn: string) => boolean;
  /** Parts of other charges. */
  readonly parts: readonly CostLine[];
}

/** What keeps a promise: its alarms, and what is measured for it. */
function meantByPromise(promise: string, promises: PromisesByUrn, parts: readonly CostLine[]): Meant {
  const keeps = (urn: string): boolean => promises.get(urn) === promise;
  return { charge: ({ urn }) => keeps(urn), resource: keeps, parts };
}

function meantByWord(report: CostReport, word: string, promises: PromisesByUrn): Meant {
  const isExact = namesToExplain(report, promises).some((name) => name.toLowerCase() === word);
  const fits = (name: string): boolean =>
    word !== "" && (isExact ? name.toLowerCase() === word : name.toLowerCase().includes(word));
  return {
    charge: ({ urn, item, priceKey }) => [...namesOf(urn, promises), item, priceKey].some(fits),
    resource: (urn) => namesOf(urn, promises).some(fits),
    parts: [],
  };
}

/**
 * The lines and free resources that a word names: a promise, with all that it costs, before anything else; then by URN, logical
 * name, type, item or price key, in any case. A word that names none of them whole is looked for within them.
 * @param measured what a promise costs beside its alarms
 * @returns nothing in both lists when nothing fits
 */
export function explain(
  report: CostReport,
  book: Prices,
  asked: string,
  promises: PromisesByUrn = NO_PROMISES,
  measured: (promise: string) => readonly CostLine[] = () => [],
): CostExplanation {
  const word = asked.toLowerCase();
  const promise = [...promises.values()].find((each) => each === word);
  const meant =
    promise === undefined
      ? meantByWord(report, word, promises)
      : meantByPromise(promise, promises, measured(promise));
  const all = [
    ...report.lines.map((line) => ({ ...line, outsideFigures: false })),
    ...report.outside.map((line) => ({ ...line, outsideFigures: true })),
  ];
  return {
    schemaVersion: 1,
    tier: report.tier,
    region: report.region,
    asked,
    lines: [
      ...all.filter(meant.charge),
      ...meant.parts.map((line) => ({ ...line, outsideFigures: false })),
    ].map((line) => {
      const { source, asOf, confidence, derived } = priceOf(book, line.priceKey, line.item);
      return {
        ...line,
        name: nameOfUrn(line.urn),
        type: typeOfUrn(line.urn),
        price: { source, asOf, confidence, derived: derived ?? null },
      };
    }),
    unpriced: report.unpriced.filter(meant.charge),
    free: report.free
      .filter(({ urn }) => meant.resource(urn))
      .map(({ urn, reason }) => ({ urn, name: nameOfUrn(urn), type: typeOfUrn(urn), reason })),
  };
}
