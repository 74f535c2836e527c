import {
  allBooks,
  parsePriceBook,
  pricesOf,
  referenceBook,
} from "../../../../models/cost/prices/price-books";
import type { Price } from "../../../../models/cost/prices/price-book";
import { InputError } from "../../../../tiers";

const book = referenceBook();
const rows = Object.entries(book.prices);
const derivedRows = rows.flatMap(([key, price]) =>
  price.derived === undefined ? [] : [{ key, price, rule: price.derived }],
);

function row(key: string): Price {
  const price = book.prices[key];
  if (price === undefined) throw new Error(`The book has no ${key}.`);
  return price;
}

const SIZES = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge"];
/** List prices of small sizes are rounded to a tenth of a cent. */
const ROUNDING_USD = 0.002;

test("a region without a book has the prices that hold everywhere, and no other", () => {
  const { asOf, prices } = pricesOf("eu-south-2");
  expect(asOf).toBeNull();
  expect([...new Set(Object.keys(prices).map((key) => key.split(".")[0]))].sort()).toEqual([
    ...["budgets", "cloudfront", "dataTransfer", "kms", "route53", "sns", "sqs", "vpc", "wafv2"],
  ]);
  const regional = Object.entries(prices).filter(([key]) => /^(dataTransfer|kms|sns|sqs)\./.test(key));
  expect(regional.filter(([, { allowance }]) => allowance !== true)).toEqual([]);
  expect(prices["vpc.gatewayEndpoint"]?.usd).toBe(0);
});

test("a region's own price wins, and one that it lacks is no other region's", () => {
  const { prices } = pricesOf("ap-southeast-1");
  expect(prices["natGateway.hour"]?.usd).toBe(0.059);
  expect(prices["ec2.m7g.large"]).toBeUndefined();
  expect(book.prices["ec2.m7g.large"]?.usd).toBe(0.0816);
});

test("what watches a stack is priced as if nothing of it were free: no book has an allowance of CloudWatch's", () => {
  const allowances = allBooks().flatMap(({ prices }) =>
    Object.keys(prices).filter((key) => prices[key]?.allowance === true),
  );
  expect([...new Set(allowances.map((key) => key.split(".")[0]))].sort()).toEqual([
    ...["cloudfront", "dataTransfer", "kms", "sns", "sqs"],
  ]);
});

test("every book is of another region", () => {
  const regions = allBooks().map(({ region }) => region);
  expect(new Set(regions).size).toBe(regions.length);
});

test.each(allBooks())("the book of $region is as new as its newest price", ({ prices, asOf }) => {
  const days = Object.values(prices)
    .map((price) => price.asOf)
    .filter((day) => day.length === 10);
  expect(days.sort().at(-1)).toBe(asOf);
});

test.each(allBooks())("the book of $region has keys and units of the whole one", ({ prices }) => {
  const units = Object.fromEntries(Object.entries(prices).map(([key, { unit }]) => [key, unit]));
  expect(book.prices).toMatchObject(
    Object.fromEntries(Object.entries(units).map(([key, unit]) => [key, { unit }])),
  );
});

test("the regions that people use have a book, as far as their prices could be read", () => {
  expect(allBooks().map(({ region }) => region)).toEqual(
    expect.arrayContaining([
      ...["us-east-1", "us-east-2", "us-west-2", "ca-central-1", "sa-east-1"],
      ...["eu-west-1", "eu-central-1", "eu-north-1"],
      ...["ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1"],
    ]),
  );
});

test.each(allBooks())(
  "nothing in the book of $region was worked out from another region",
  ({ region, prices }) => {
    const borrowed = Object.entries(prices).filter(
      ([, { derived = "" }]) => region !== "us-east-1" && derived !== "",
    );
    expect(borrowed).toEqual([]);
  },
);

const everyRow = allBooks().flatMap(({ region, prices }) =>
  Object.entries(prices).map(([key, price]) => [region, key, price] as const),
);

test.each(everyRow)(
  "%s, %s names a source that a reader can look up",
  (_, __, { unit, source, derived = "" }) => {
    expect(unit.trim()).not.toBe("");
    // No path of a machine, no number of an index nobody else has, no "above".
    expect(`${source} ${derived}`).not.toMatch(
      /(^|[\s(])\/[a-z]|[A-Z]:\\|file ids?\b|read_file|\d{10,}|\babove\b|\bunknown\b/i,
    );
  },
);

/** What a rule in words amounts to, by the rows that it names. */
function worked(key: string, rule: string): { usd: number; within: number } {
  const share = /^(\S+) % of (ec2\.\S+)$/.exec(rule);
  if (share !== null) return { usd: (Number(share[1]) / 100) * row(share[2] ?? "").usd, within: 1e-9 };
  const half = /^half of (db\.\S+)$/.exec(rule)?.[1];
  if (half !== undefined)
    return { usd: row(`rds.postgres.singleAz.${half}`).usd / 2, within: ROUNDING_USD / 2 };
  if (rule.startsWith("twice the Single-AZ price"))
    return { usd: 2 * row(key.replace(".multiAz.", ".singleAz.")).usd, within: ROUNDING_USD };
  if (rule.startsWith("in proportion to the next smaller size"))
    return { usd: 2 * row(key.replace(".4xlarge", ".2xlarge")).usd, within: ROUNDING_USD };
  if (rule.startsWith("as cloudfront.http.us")) return { usd: row("cloudfront.http.us").usd, within: 0 };
  if (rule.startsWith("as log ingestion of the infrequent-access class"))
    return { usd: row("cloudwatch.logs.ingestion.infrequentAccess").usd, within: 0 };
  throw new Error(`${key} is derived by a rule this test does not know: ${rule}`);
}

test.each(derivedRows)("$key is what its rule says: $rule", ({ key, price, rule }) => {
  const { usd, within } = worked(key, rule);
  expect(Math.abs(price.usd - usd)).toBeLessThanOrEqual(within);
});

test("nothing that was worked out claims high confidence", () => {
  expect(derivedRows.filter(({ price }) => price.confidence === "high")).toEqual([]);
});

const multiAz = rows.filter(([key]) => /^rds\.postgres\.multiAz\.db\./.test(key));

test.each(multiAz)("%s costs twice the Single-AZ price, but for rounding", (key, { usd }) => {
  expect(Math.abs(usd - 2 * row(key.replace(".multiAz.", ".singleAz.")).usd)).toBeLessThanOrEqual(
    ROUNDING_USD,
  );
});

const FAMILY =
  /^((?:ec2|rds\.postgres\.\w+|elasticache\.valkey|eks\.autoMode)\.(?:db\.|cache\.)?[a-z]\d+g)\.(\w+)$/;
const families = new Map<string, { size: number; usd: number }[]>();
for (const [key, { usd }] of rows) {
  const [, family, size] = FAMILY.exec(key) ?? [];
  const index = SIZES.indexOf(size ?? "");
  if (family === undefined || index < 0) continue;
  families.set(family, [...(families.get(family) ?? []), { size: index, usd }]);
}

test.each([...families])("a larger %s costs more", (_, members) => {
  const ordered = [...members].sort((a, b) => a.size - b.size).map(({ usd }) => usd);
  expect(ordered).toEqual([...new Set(ordered)].sort((a, b) => a - b));
});

test("the families of every kind of instance are compared", () => {
  const kinds = new Set([...families.keys()].map((family) => family.split(".")[0]));
  expect([...kinds].sort()).toEqual(["ec2", "eks", "elasticache", "rds"]);
});

test("a book that somebody broke is refused by its file and its keys", () => {
  expect(() => parsePriceBook({ ...book, currency: "EUR", hoursPerMonth: "730" })).toThrow(
    new InputError("The price book models/cost/prices/us-east-1.json is refused, 2 problems:", [
      { path: "currency", given: '"EUR"', allowed: '"USD"' },
      { path: "hoursPerMonth", given: '"730"', allowed: "730" },
    ]),
  );
  expect(() => parsePriceBook([])).toThrow(
    /^The price book models\/cost\/prices\/<region>\.json is refused, 1 problem:/,
  );
});
