import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pricesRefreshCommand } from "../../../cli/prices/prices-command";
import { main } from "../../../cli/scale";
import { askPriceList } from "../../../cli/prices/price-list";
import { PLAIN } from "../../../cli/print/style";
import { priceBookSchema } from "../../../models/cost/prices/price-book";
import { referenceBook } from "../../../models/cost/prices/price-books";
import { holdsEverywhere } from "../../../models/cost/prices/everywhere";
import { queryOf, type PriceQuery } from "../../../models/cost/prices/price-queries";
import { refreshed } from "../../../models/cost/prices/refresh";
import { InputError } from "../../../tiers";

interface Product {
  product: { attributes: Record<string, string> };
  publicationDate: string;
  terms: { OnDemand: Record<string, { priceDimensions: Record<string, Record<string, unknown>> }> };
}
const ANSWER = readFileSync(join(__dirname, "../../fixtures/pricing/m7g-large.json"), "utf8");
const TERM = "SKU0000000000001.JRTCKXETXF";
const book = referenceBook();

/** An answer of the API with another price, unit or usage type. */
function answer(usd: number | string, unit: string, attributes: Record<string, string> = {}): string {
  const product = JSON.parse(ANSWER) as Product;
  product.product.attributes = { ...product.product.attributes, ...attributes };
  const dimensions = product.terms.OnDemand[TERM]?.priceDimensions ?? {};
  const { beginRange = "0" } = attributes;
  dimensions[`${TERM}.6YS6EN2CT7`] = { unit, beginRange, pricePerUnit: { USD: String(usd) } };
  return JSON.stringify(product);
}

type Ask = (query: PriceQuery) => Promise<readonly string[]>;

/** What the book says already, except where `special` says otherwise. */
const asking =
  (special: Readonly<Record<string, readonly string[]>> = {}): Ask =>
  ({ priceKey, unit, per, beginsAt, usageTypes, oneOf }) =>
    Promise.resolve(
      special[priceKey] ?? [
        answer(((book.prices[priceKey]?.usd ?? 1) / per).toFixed(10), unit, {
          usagetype: `USE1-${usageTypes[0] ?? ""}`,
          beginRange: String(beginsAt ?? 0),
          ...Object.fromEntries(Object.entries(oneOf).map(([name, [value = ""]]) => [name, value])),
        }),
      ],
    );

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

test("an Auto Mode fee that is a share of an instance's price follows it while the API names none", async () => {
  const { json } = await refresh(
    asking({ "ec2.m7g.xlarge": [answer("0.2000", "Hrs")], "eks.autoMode.m7g.xlarge": [] }),
    true,
  );
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

test("another region's Auto Mode fee is the one that it is asked for, and never a share known from here", async () => {
  const ask = asking({
    "ec2.m7g.large": [answer("0.1000", "Hrs")],
    "eks.autoMode.m7g.large": [
      answer("0.0110", "hours", { usagetype: "EU-EKS-Auto:m7g.large-management-hours" }),
    ],
    "eks.autoMode.m8g.large": [],
  });
  await refresh(ask, true, "eu-west-3");
  const written = priceBookSchema.parse(JSON.parse(readFileSync(join(folder, "eu-west-3.json"), "utf8")));
  expect(written.prices["eks.autoMode.m7g.large"]).toEqual({
    usd: 0.011,
    unit: "hour",
    source: "AWS Price List API, AmazonEKS, eu-west-3",
    asOf: "2026-11-20",
    confidence: "high",
  });
  expect(written.prices["eks.autoMode.m8g.large"]).toBeUndefined();
  expect(written.prices["eks.autoMode.surchargeFraction"]).toBeUndefined();
});

test("usage is found by its usage type among all that the filters leave, in the book's unit and step", async () => {
  const of = (usd: string, unit: string, usagetype: string, beginRange = "0") =>
    answer(usd, unit, { usagetype, beginRange });
  const { book: read } = await refreshed(book, undefined, "eu-central-1", ({ priceKey }) =>
    Promise.resolve(
      {
        "natGateway.hour": [
          of("0.0520000000", "Hrs", "EUC1-NatGateway-Hours"),
          of("0.0900000000", "Hrs", "EUC1-NatGateway-Prvd-Hours"),
        ],
        "s3.put": [of("0.0000054000", "Requests", "EUC1-Requests-Tier1")],
        "s3.standard.next450TB": [
          of("0.0245000000", "GB-Mo", "EUC1-TimedStorage-ByteHrs", "0"),
          of("0.0235000000", "GB-Mo", "EUC1-TimedStorage-ByteHrs", "51200"),
        ],
        "sns.email": [
          of("0.0000000000", "Notifications", "EUC1-DeliveryAttempts-SMTP", "0"),
          of("0.0000200000", "Notifications", "EUC1-DeliveryAttempts-SMTP", "1000"),
        ],
        "kms.key": [of("1.0000000000", "Keys", "eu-central-1-KMS-Keys")],
      }[priceKey] ?? [],
    ),
  );
  const usd = Object.fromEntries(Object.entries(read.prices).map(([key, price]) => [key, price.usd]));
  expect(usd).toEqual({
    "natGateway.hour": 0.052,
    "s3.put": 0.0054,
    "s3.standard.next450TB": 0.0235,
    "sns.email": 2,
    "kms.key": 1,
  });
});

test("nearly everything that a tier is charged for is asked for", () => {
  const unasked = Object.entries(book.prices).flatMap(([key, price]) =>
    queryOf(key, "eu-west-3") === undefined && !holdsEverywhere(key, price) ? [key] : [],
  );
  expect(
    unasked.filter((key) => /^(alb|dataTransfer|ebs|ec2|eks|natGateway|rds|s3|sqs)\./.test(key)),
  ).toEqual([
    "dataTransfer.interRegion.other",
    "dataTransfer.interRegion.usEast",
    "ebs.gp3.iopsExtra",
    "ebs.gp3.throughputExtra",
    "ebs.snapshot",
    "eks.autoMode.surchargeFraction",
    "eks.controlPlane.extendedSupport",
    "rds.extendedSupport.year1to2",
    "rds.postgres.gp3.iopsExtra.multiAz",
    "rds.postgres.gp3.iopsExtra.singleAz",
    "rds.postgres.storage.gp3.multiAzCluster",
    "rds.snapshotExportToS3",
  ]);
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
  await expect(refresh(asking(), true, "eu-west-3")).rejects.toThrow("books.ts: it is a folder");
  expect(readdirSync(folder)).toEqual(["books.ts"]);
});

test("no price of another region comes into a new book, and what is missing is named", async () => {
  const { json, text } = await refresh(asking({ "ec2.m8g.large": [], "alb.hour": [] }), true, "eu-west-3");
  const written = priceBookSchema.parse(JSON.parse(readFileSync(join(folder, "eu-west-3.json"), "utf8")));
  // The web ACL of every stack is in us-east-1; the price of a dashboard is nobody's here.
  for (const key of ["wafv2.webAcl", "cloudwatch.dashboard", "ec2.m8g.large", "alb.hour"])
    expect(written.prices[key]).toBeUndefined();
  expect(new Set(Object.values(written.prices).map(({ source }) => source.split(", ").at(-1)))).toEqual(
    new Set(["eu-west-3"]),
  );
  expect(json).toMatchObject({
    changes: expect.arrayContaining([{ priceKey: "ec2.m7g.large", before: null, after: 0.0816 }]) as unknown,
    missing: expect.arrayContaining(["ec2.m8g.large", "alb.hour", "cloudwatch.dashboard"]) as unknown,
    kept: [],
  });
  expect(text(PLAIN)).toMatch(/prices missing: reports that need one say so, and give no total/);
  expect(readFileSync(join(folder, "books.ts"), "utf8")).toContain("[euWest3]");
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
      '--region is "Frankfurt"; allowed: an AWS region such as us-east-1 or eu-central-1.\n',
    ],
    [
      "a region whose prices are not in USD",
      ["--region", "cn-north-1"],
      '--region is "cn-north-1"; allowed: a region of the partition aws, such as us-east-1: this one is in aws-cn, where CloudFront has no VPC origins, and every stack is reached by one (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html#vpc-origins-supported-regions).\n',
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
