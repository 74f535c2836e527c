import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pricesRefreshCommand } from "../../../cli/prices/prices-command";
import { main } from "../../../cli/scale";
import { askPriceList } from "../../../cli/prices/price-list";
import { PLAIN } from "../../../cli/print/style";
import { priceBookSchema } from "../../../models/cost/prices/price-book";
import { priceBookFor } from "../../../models/cost/prices/price-books";
import { queryOf, type PriceQuery } from "../../../models/cost/prices/price-queries";
import { InputError } from "../../../tiers";

interface Product {
  publicationDate: string;
  terms: { OnDemand: Record<string, { priceDimensions: Record<string, Record<string, unknown>> }> };
}
const ANSWER = readFileSync(join(__dirname, "../../fixtures/pricing/m7g-large.json"), "utf8");
const TERM = "SKU0000000000001.JRTCKXETXF";
const book = priceBookFor("us-east-1");

/** An answer of the API with another price, unit or date. */
function answer(usd: number | string, unit: string): string {
  const product = JSON.parse(ANSWER) as Product;
  const dimensions = product.terms.OnDemand[TERM]?.priceDimensions ?? {};
  dimensions[`${TERM}.6YS6EN2CT7`] = { unit, pricePerUnit: { USD: String(usd) } };
  return JSON.stringify(product);
}

type Ask = (query: PriceQuery) => Promise<readonly string[]>;

/** What the book says already, except where `special` says otherwise. */
const asking =
  (special: Readonly<Record<string, readonly string[]>> = {}): Ask =>
  ({ priceKey, unit }) =>
    Promise.resolve(special[priceKey] ?? [answer(book.prices[priceKey]?.usd ?? 1, unit)]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prices-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refresh = (ask: Ask, write?: true, region = "us-east-1") =>
  pricesRefreshCommand({ region, ...(write === undefined ? {} : { write }) }, { ask, folder });

async function refusal(ask: Ask): Promise<string> {
  const error: unknown = await refresh(ask, true).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  expect(readdirSync(folder)).toEqual([]);
  return error instanceof Error ? error.message : "";
}

const KEY = "ec2.m7g.large";

test("an answer in the form of the API is what the book holds", async () => {
  const { json } = await refresh(asking({ [KEY]: [ANSWER] }));
  expect(json).toMatchObject({ changes: [], written: false });
  expect(readdirSync(folder)).toEqual([]);
});

test("a change is shown, and nothing is written without --write", async () => {
  const { text } = await refresh(asking({ [KEY]: [answer("0.0900", "Hrs")] }));
  expect(text(PLAIN)).toContain("ec2.m7g.large  $0.0816  $0.09  +10.3 %");
  expect(text(PLAIN)).toContain("Nothing was written. To write it, add --write.");
  expect(readdirSync(folder)).toEqual([]);
});

test("--write writes the book, which fits its schema, and the list of books", async () => {
  await refresh(asking({ [KEY]: [answer("0.0900", "Hrs")] }), true);
  const written = priceBookSchema.parse(JSON.parse(readFileSync(join(folder, "us-east-1.json"), "utf8")));
  expect(written.prices[KEY]).toEqual({
    usd: 0.09,
    unit: "hour",
    source: "AWS Price List API, AmazonEC2, us-east-1",
    asOf: "2026-11-20",
    confidence: "high",
  });
  expect(written.asOf).toBe("2026-11-20");
  expect(written.prices["wafv2.webAcl"]).toEqual(book.prices["wafv2.webAcl"]);
  expect(readFileSync(join(folder, "books.ts"), "utf8")).toContain('import usEast1 from "./us-east-1.json";');
});

test("an Auto Mode fee that is a share of an instance's price follows it", async () => {
  const { json } = await refresh(asking({ "ec2.m7g.xlarge": [answer("0.2000", "Hrs")] }), true);
  const written = priceBookSchema.parse(JSON.parse(readFileSync(join(folder, "us-east-1.json"), "utf8")));
  expect(written.prices["eks.autoMode.m7g.xlarge"]).toMatchObject({
    usd: 0.024, // 12 % of 0.2000
    asOf: "2026-11-20",
    derived: "12 % of ec2.m7g.xlarge",
  });
  expect(json).toMatchObject({
    changes: [
      { priceKey: "ec2.m7g.xlarge", before: 0.1632, after: 0.2 },
      { priceKey: "eks.autoMode.m7g.xlarge", before: 0.019584, after: 0.024 },
    ],
  });
});

test("another region works out each Auto Mode fee from its own instances, and none for those it does not sell", async () => {
  const ask = asking({ "ec2.m7g.large": [answer("0.1000", "Hrs")], "ec2.m8g.large": [] });
  await refresh(ask, true, "eu-west-1");
  const written = priceBookSchema.parse(JSON.parse(readFileSync(join(folder, "eu-west-1.json"), "utf8")));
  expect(written.prices["eks.autoMode.m7g.large"]).toMatchObject({ usd: 0.012, confidence: "low" });
  expect(written.prices["eks.autoMode.m8g.large"]).toBeUndefined();
});

test("a place that cannot be written is named", async () => {
  mkdirSync(join(folder, "us-east-1.json"));
  await expect(refresh(asking(), true)).rejects.toThrow(
    new InputError(
      `Cannot write ${join(folder, "us-east-1.json")}: it is a folder; name a file in it. Nothing was written.`,
    ),
  );
  expect(readdirSync(folder)).toEqual(["us-east-1.json"]);
});

test("a new book is not left behind when the list of books cannot be written", async () => {
  mkdirSync(join(folder, "books.ts"));
  await expect(refresh(asking(), true, "eu-west-1")).rejects.toThrow("books.ts: it is a folder");
  expect(readdirSync(folder)).toEqual(["books.ts"]);
});

test("another region says of each price that was not asked where it comes from, and leaves out what is not sold", async () => {
  const { json } = await refresh(asking({ "ec2.m8g.large": [] }), true, "eu-west-1");
  const written = priceBookSchema.parse(JSON.parse(readFileSync(join(folder, "eu-west-1.json"), "utf8")));
  expect(written.prices["wafv2.webAcl"]).toMatchObject({
    confidence: "low",
    derived: "price of us-east-1; the Price List API was not asked",
  });
  expect(written.prices["ec2.m8g.large"]).toBeUndefined();
  expect(json).toMatchObject({
    changes: expect.arrayContaining([
      { priceKey: "ec2.m8g.large", before: 0.08976, after: null },
      { priceKey: "eks.autoMode.m8g.large", before: 0.0107712, after: null },
    ]) as unknown,
  });
  expect(readFileSync(join(folder, "books.ts"), "utf8")).toContain("[euWest1]");
});

describe("changes nothing when an answer", () => {
  test.each([
    ["is missing", [], "with no product"],
    ["names two prices", [answer("0.08", "Hrs"), answer("0.09", "Hrs")], "with 2 prices: 0.08, 0.09"],
    ["has another unit", [answer("0.08", "Quantity")], "in Quantity instead of Hrs"],
    ["has no price", [answer("free", "Hrs")], undefined],
    ["is free", [answer("0.0000000000", "Hrs")], "with a price of $0"],
    ["is cut off", [ANSWER.slice(0, 100)], undefined],
    ["lacks its terms", ['{"publicationDate":"2026-11-20T18:00:00Z"}'], "without terms in the expected form"],
  ])("%s", async (_, products, why) => {
    const message = await refusal(asking({ [KEY]: products }));
    expect(message).toMatch(/^The Price List API answered for ec2\.m7g\.large .*\. Nothing was written\.$/);
    expect(message).toContain(why ?? "answered for ec2.m7g.large w");
  });

  test("never comes", async () => {
    await expect(refresh(() => Promise.reject(new Error("socket hang up")), true)).rejects.toThrow(
      "socket hang up",
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("wrong input", () => {
  test.each([
    [
      "no region",
      [],
      "error: required option '--region <region>' not specified\nRun with --help to see the commands.\n",
    ],
    [
      "what is no region",
      ["--region", "Frankfurt"],
      'There is no region "Frankfurt". Give one such as us-east-1 or eu-west-1.\n',
    ],
  ])("%s", async (_, args, message) => {
    let stderr = "";
    const code = await main(["prices", "refresh", ...args], {
      stdout: { write: () => true },
      stderr: { write: (text) => (stderr += text) },
    });
    expect({ code, stderr }).toEqual({ code: 2, stderr: message });
  });

  test("a region of which AWS knows no price", async () => {
    await expect(refresh(() => Promise.resolve([]), true, "xx-nowhere-1")).rejects.toThrow(
      new InputError("The Price List API knows no price of xx-nowhere-1. Nothing was written."),
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("the Price List API", () => {
  const query = queryOf(KEY, "us-east-1");
  if (query === undefined) throw new Error("No query.");

  test("is asked page by page", async () => {
    const tokens: unknown[] = [];
    const pages = [{ PriceList: ["a"], NextToken: "next" }, { PriceList: ["b"] }];
    const send = ({ input }: { input: { NextToken?: string } }) => {
      tokens.push(input.NextToken);
      return Promise.resolve(pages[tokens.length - 1]);
    };
    expect(await askPriceList({ send })(query)).toEqual(["a", "b"]);
    expect(tokens).toEqual([undefined, "next"]);
  });

  test("says nothing of the first page when the second one fails", async () => {
    let calls = 0;
    const send = () => {
      calls += 1;
      return calls === 1
        ? Promise.resolve({ PriceList: ["a"], NextToken: "next" })
        : Promise.reject(Object.assign(new Error("x"), { name: "ThrottlingException" }));
    };
    await expect(askPriceList({ send })(query)).rejects.toThrow("AWS throttles the Price List API.");
    expect(calls).toBe(2);
  });

  test("is not believed when a page has no list", async () => {
    const send = () => Promise.resolve({ NextToken: undefined });
    await expect(askPriceList({ send })(query)).rejects.toThrow(
      new InputError(
        "The Price List API answered for ec2.m7g.large with a page without PriceList. Nothing was written.",
      ),
    );
  });

  test.each([
    [
      "CredentialsProviderError",
      "AWS knows no valid credentials of yours. Log in (aws sso login, or set AWS_PROFILE), and run this again. Nothing was written.",
    ],
    [
      "AccessDeniedException",
      "Your AWS credentials may not read prices. Allow them pricing:GetProducts, and run this again. Nothing was written.",
    ],
    [
      "ThrottlingException",
      "AWS throttles the Price List API. Wait a minute, and run this again. Nothing was written.",
    ],
    [
      "TimeoutError",
      "The Price List API cannot be reached from here. Check the network, and run this again. Nothing was written.",
    ],
  ])("explains %s", async (name, message) => {
    const send = () => Promise.reject(Object.assign(new Error("x"), { name }));
    await expect(askPriceList({ send })(query)).rejects.toThrow(new InputError(message));
  });
});
