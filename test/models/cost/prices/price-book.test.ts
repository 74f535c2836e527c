import { UnpricedError } from "../../../../kinds/pricing/errors";
import {
  allowanceOf,
  priceBookSchema,
  priceOf,
  type PriceBook,
} from "../../../../models/cost/prices/price-book";

const read = { source: "price page", asOf: "2026-11-01", confidence: "high" } as const;

const book: PriceBook = {
  schemaVersion: 1,
  region: "us-east-1",
  currency: "USD",
  hoursPerMonth: 730,
  asOf: "2026-11-01",
  prices: {
    "alb.hour": { usd: 0.0225, unit: "hour", ...read },
    "cloudfront.free.requests": { usd: 10_000_000, unit: "requests-month", allowance: true, ...read },
  },
};

const messageOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UnpricedError) return error.message;
    throw error;
  }
  throw new Error("Nothing was refused.");
};

test("a price comes with its unit, source and date", () => {
  expect(priceOf(book, "alb.hour", "alb (hours)")).toEqual({ usd: 0.0225, unit: "hour", ...read });
});

test("a missing price names who asks, the key and the region", () => {
  expect(messageOf(() => priceOf(book, "ec2.x1.huge", "pool-app (node hours)"))).toBe(
    'pool-app (node hours) has no price: the price book of us-east-1 has no "ec2.x1.huge". Choose a size that is in the book, or add the price with its unit, source and date.',
  );
});

test("a free quantity is not taken as a price, nor a price as a free quantity", () => {
  expect(messageOf(() => priceOf(book, "cloudfront.free.requests", "cdn (requests)"))).toContain(
    'cdn (requests) has no price: the price book of us-east-1 has no "cloudfront.free.requests".',
  );
  expect(messageOf(() => allowanceOf(book, "alb.hour"))).toBe(
    'The price book of us-east-1 has no allowance "alb.hour".',
  );
  expect(allowanceOf(book, "cloudfront.free.requests")).toBe(10_000_000);
});

describe("a book is refused", () => {
  const price = { usd: 0.0225, unit: "hour", ...read };
  const withPrice = (changed: object) => ({ ...book, prices: { "alb.hour": { ...price, ...changed } } });

  test.each([
    ["of another schema", { ...book, schemaVersion: 2 }, "schemaVersion"],
    ["of no region", { ...book, region: "here" }, "region"],
    ["in another currency", { ...book, currency: "EUR" }, "currency"],
    ["with a price without unit", withPrice({ unit: undefined }), "prices.alb.hour.unit"],
    ["with a price without date", withPrice({ asOf: undefined }), "prices.alb.hour.asOf"],
    ["with a price without source", withPrice({ source: "" }), "prices.alb.hour.source"],
    ["with a negative price", withPrice({ usd: -1 }), "prices.alb.hour.usd"],
    ["with a price of nothing known", withPrice({ usd: null }), "prices.alb.hour.usd"],
  ])("%s", (_, value, path) => {
    const { error } = priceBookSchema.safeParse(value);
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});
