import { z } from "zod";
import { InputError } from "../../../tiers";
import type { PriceQuery } from "./price-queries";

/** The part of a product of the Price List API that is read. */
const productSchema = z.object({
  product: z.object({ attributes: z.record(z.string(), z.string()) }).optional(),
  publicationDate: z.iso.datetime(),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.object({
        priceDimensions: z.record(
          z.string(),
          z.object({
            unit: z.string(),
            beginRange: z.string().default("0"),
            pricePerUnit: z.object({ USD: z.string().regex(/^\d+(\.\d+)?$/) }),
          }),
        ),
      }),
    ),
  }),
});

type Product = z.infer<typeof productSchema>;

/** What the API asks for one of the book's units, and since when. */
export interface PriceAnswer {
  readonly usd: number;
  /** YYYY-MM-DD */
  readonly asOf: string;
}

export const refusedAnswer = ({ priceKey }: PriceQuery, why: string): InputError =>
  new InputError(`The Price List API answered for ${priceKey} ${why}. Nothing was written.`);

function parse(query: PriceQuery, text: string): Product {
  let product: unknown;
  try {
    product = JSON.parse(text);
  } catch (error) {
    throw refusedAnswer(query, `what is no JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const checked = productSchema.safeParse(product);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw refusedAnswer(query, `without ${issue?.path.join(".") ?? "a price"} in the expected form`);
}

/** Whether a product is the one that is meant. Its usage type begins with the region, but for those of us-east-1. */
function isMeant({ usageTypes, oneOf }: PriceQuery, { product }: Product): boolean {
  const attributes = product?.attributes ?? {};
  const usageType = attributes["usagetype"] ?? "";
  const hasUsage = usageTypes.some((own) => usageType === own || usageType.endsWith(`-${own}`));
  return (
    (usageTypes.length === 0 || hasUsage) &&
    Object.entries(oneOf).every(([name, values]) => values.includes(attributes[name] ?? ""))
  );
}

/**
 * The price of the products that a query means.
 * @returns undefined when there is none
 * @throws InputError when an answer is malformed, in another unit, or names several prices
 */
export function readAnswer(query: PriceQuery, texts: readonly string[]): PriceAnswer | undefined {
  const { usageTypes, beginsAt, unit: asked, per } = query;
  const products = texts.map((text) => parse(query, text)).filter((product) => isMeant(query, product));
  const found = products.flatMap(({ publicationDate, terms }) =>
    Object.values(terms.OnDemand)
      .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
      .map(({ unit, beginRange, pricePerUnit }) => ({
        unit,
        beginRange: Number(beginRange),
        usd: Number(pricePerUnit.USD),
        asOf: publicationDate.slice(0, 10),
      })),
  );
  const other = found.find(({ unit }) => unit.toLowerCase() !== asked.toLowerCase());
  if (other !== undefined) throw refusedAnswer(query, `in ${other.unit} instead of ${asked}`);
  // What is used has a free part for some services, which stands there as a step of its own.
  const charged = found.filter(({ usd, beginRange }) =>
    beginsAt === undefined ? usageTypes.length === 0 || usd > 0 : beginRange === beginsAt,
  );
  const prices = [...new Set(charged.map(({ usd }) => usd))].sort((a, b) => a - b);
  if (prices.length > 1) throw refusedAnswer(query, `with ${prices.length} prices: ${prices.join(", ")}`);
  const [first] = charged;
  if (first === undefined) return undefined;
  if (first.usd === 0) throw refusedAnswer(query, "with a price of $0, which none of these products has");
  return { usd: Number((first.usd * per).toFixed(10)), asOf: first.asOf };
}
