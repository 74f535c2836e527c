import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBill } from "../../../cli/read/read-bill";
import { InputError } from "../../../tiers";

const fixture = (name: string): string => join(__dirname, "../../fixtures/bills", name);

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "bills-"))));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): string => {
  const file = join(folder, "bill");
  writeFileSync(file, text);
  return file;
};

/** The message of a refused bill, which the message calls `bill`. */
function refusalOf(text: string): string {
  const file = fileOf(text);
  try {
    readBill(file);
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(file, "bill");
    throw error;
  }
  throw new Error("The bill was taken.");
}

describe("the CSV download", () => {
  test("of two months is their sum, by tag, with the empty cells as nothing", () => {
    const { rows, ...bill } = readBill(fixture("by-tag-monthly.csv"));
    expect(bill).toEqual({
      start: "2026-09-01",
      end: "2026-11-01",
      days: 30 + 31,
      metric: "UnblendedCost",
      estimated: false,
    });
    expect(rows.map(({ tag, component, usd }) => ({ tag, component, usd: Number(usd.toFixed(2)) }))).toEqual([
      { tag: "app", component: "app", usd: 344.64 },
      { tag: "postgres", component: "postgres", usd: 176.2 },
      { tag: "cluster", component: "cluster", usd: 146 },
      { tag: "cdn", component: "cdn", usd: 21.5 },
      { tag: "", component: null, usd: 12.34 },
    ]);
  });

  test("of days covers these days, also over the end of a month", () => {
    expect(readBill(fixture("by-tag-daily.csv"))).toMatchObject({
      start: "2026-10-30",
      end: "2026-11-02",
      days: 3,
      rows: [{ component: "app", usd: 16.5 }],
    });
  });

  test("is read with Windows line ends, a byte-order mark, and quotes only where needed", () => {
    const text = readFileSync(fixture("by-tag-daily.csv"), "utf8")
      .replaceAll("\n", "\r\n")
      .replaceAll('"', "");
    expect(readBill(fileOf(`\uFEFF${text}`))).toEqual(readBill(fixture("by-tag-daily.csv")));
  });

  test("keeps a tag that is no cost line, and commas and quotes within it", () => {
    const { rows } = readBill(fileOf('cost-component,app($),"old, ""b""($)"\n2026-10-01,1,2\n'));
    expect(rows.map(({ tag, component }) => ({ tag, component }))).toEqual([
      { tag: "app", component: "app" },
      { tag: 'old, "b"', component: null },
    ]);
  });

  test.each([
    [
      "grouped by service",
      '"Service","EC2-Instances($)","Total costs($)"\n"2026-10-01","5","5"\n',
      'The bill bill is grouped by "Service", not by the tag cost-component. In Cost Explorer choose Group by: Tag, cost-component; with the CLI add --group-by Type=TAG,Key=cost-component.',
    ],
    [
      "in another currency",
      "cost-component,app(€)\n2026-10-01,5\n",
      'The bill bill, line 1: the column "app(€)" is not in US dollars: a column reads "app($)". Choose costs, not usage, and the currency USD.',
    ],
    [
      "with a text for an amount",
      "cost-component,app($)\n2026-10-01,5\n2026-11-01,five\n",
      'The bill bill, line 3: "five" in the column app is not an amount.',
    ],
    [
      "with a broken date",
      "cost-component,app($)\n2026-10-01,5\n2026-02-30,5\n",
      'The bill bill, line 3: "2026-02-30" is not a date such as 2026-10-31.',
    ],
    [
      "with a line cut off",
      "cost-component,app($),cdn($)\n2026-10-01,5,1\n2026-11-01,5",
      "The bill bill, line 3: 2 cells instead of 3. Export it anew; a spreadsheet may have changed it.",
    ],
    [
      "with a row missing",
      "cost-component,app($)\ncost-component total,15\n2026-10-01,5\n",
      "The bill bill, line 2: the column app says 15 in total, its rows sum to 5. The file is not whole: export it anew.",
    ],
    [
      "with a row twice",
      "cost-component,app($)\n2026-10-01,5\n2026-10-01,5\n",
      "The bill bill, line 3: 2026-10-01 is there twice.",
    ],
    [
      "without a period",
      "cost-component,app($)\ncost-component total,0\n",
      "The bill bill covers no period: below its head there is no row with a date. Choose a period that has costs.",
    ],
    [
      "with everything untagged",
      "cost-component,No tag key: cost-component($)\n2026-10-01,5\n",
      "The bill bill has no cost of any cost line: in its groups the tag cost-component has none of the values network, cluster, app, qdrant, postgres, valkey, cdn, operations. A tag counts from the day on which it was activated as a cost-allocation tag; see docs/reconcile.md.",
    ],
    [
      "with a quote that never ends",
      'cost-component,app($)\n2026-10-01,"5\n',
      "The bill bill, line 2: not comma-separated values: Quote Not Closed: the parsing is finished with an opening quote at line 2. Export it anew; a spreadsheet may have changed it.",
    ],
    [
      "with an amount broken below a quoted cell of two lines",
      'cost-component,app($)\n"2026-10-01",5\n\n"2026-\n11-01",6\n',
      'The bill bill, line 4: "2026-\n11-01" is not a date such as 2026-10-31.',
    ],
    [
      "with a number that only JavaScript knows",
      "cost-component,app($)\n2026-10-01,0x10\n",
      'The bill bill, line 2: "0x10" in the column app is not an amount.',
    ],
    [
      "with a number beyond all numbers",
      "cost-component,app($)\n2026-10-01,1e999\n",
      'The bill bill, line 2: "1e999" in the column app is not an amount.',
    ],
    [
      "with a column twice",
      "cost-component,app($),cdn($),app($)\n2026-10-01,1,2,3\n",
      'The bill bill, line 1: the column "app($)" is there twice. Export it anew; a spreadsheet may have changed it.',
    ],
    [
      "with the line ends of an old Mac",
      "cost-component,app($)\r2026-10-01,5\r",
      'The bill bill, line 2: the column "app($)\r2026-10-01" is not in US dollars: a column reads "app($)". Choose costs, not usage, and the currency USD.',
    ],
    [
      "of a spreadsheet that separates by semicolons",
      "cost-component;app($)\n2026-10-01;5\n",
      'The bill bill is grouped by "cost-component;app($)", not by the tag cost-component. In Cost Explorer choose Group by: Tag, cost-component; with the CLI add --group-by Type=TAG,Key=cost-component.',
    ],
    ["that is empty", " \n", "Cannot read the bill bill: the file is empty."],
  ])("%s is refused", (_, text, message) => {
    expect(refusalOf(text)).toBe(message);
  });

  test("that is not there is told as such", () => {
    expect(() => readBill(join(folder, "none.csv"))).toThrow(/none\.csv: there is no such file\.$/);
  });
});

describe("the CLI's JSON", () => {
  const answer = (changes: object, group: object = {}): string =>
    JSON.stringify(
      {
        ResultsByTime: [
          {
            TimePeriod: { Start: "2026-10-01", End: "2026-11-01" },
            Groups: [
              {
                Keys: ["cost-component$app", "USE1-BoxUsage:t4g.large"],
                Metrics: { UnblendedCost: { Amount: "5", Unit: "USD" } },
                ...group,
              },
            ],
          },
        ],
        ...changes,
      },
      null,
      1,
    );

  test("by usage type adds its periods up, with quantities", () => {
    expect(readBill(fixture("by-usage-type.json"))).toEqual({
      start: "2026-10-01",
      end: "2026-11-01",
      days: 31,
      metric: "UnblendedCost",
      estimated: true,
      rows: [
        {
          tag: "",
          component: null,
          service: null,
          usageType: "USE1-CW:AlarmMonitorUsage",
          usd: 0.8,
          quantity: 8,
        },
        {
          tag: "app",
          component: "app",
          service: null,
          usageType: "USE1-BoxUsage:t4g.large",
          usd: 77.4144 + 72.576,
          quantity: 1152 + 1080,
        },
        {
          tag: "cdn",
          component: "cdn",
          service: null,
          usageType: "US-DataTransfer-Out-Bytes",
          usd: 0,
          quantity: 61.5,
        },
      ],
    });
  });

  test.each([
    ["usage types", "USE1-BoxUsage:t4g.large", { usageType: "USE1-BoxUsage:t4g.large", service: null }],
    ["services", "EC2 - Other", { usageType: null, service: "EC2 - Other" }],
    ["services of one word", "AmazonCloudWatch", { usageType: null, service: "AmazonCloudWatch" }],
  ])("without its group definitions tells %s by themselves", (_, key, expected) => {
    const { rows } = readBill(fileOf(answer({}, { Keys: [key, "cost-component$app"] })));
    expect(rows).toMatchObject([{ component: "app", ...expected }]);
  });

  test("by the tag alone has neither service nor usage type", () => {
    expect(readBill(fileOf(answer({}, { Keys: ["cost-component$app"] }))).rows).toEqual([
      { tag: "app", component: "app", service: null, usageType: null, usd: 5, quantity: null },
    ]);
  });

  test("takes amortized costs where there are no others", () => {
    const metrics = { Metrics: { AmortizedCost: { Amount: "4", Unit: "USD" } } };
    expect(readBill(fileOf(answer({}, metrics)))).toMatchObject({
      metric: "AmortizedCost",
      rows: [{ usd: 4 }],
    });
  });

  test.each([
    ["that is cut off", answer({}).slice(0, -60), /^The bill bill, line \d+: not JSON: /],
    [
      "with a comma missing",
      '{\n "ResultsByTime": []\n "x": 1\n}',
      /^The bill bill, line 3: not JSON: Expected ',' or '}'/,
    ],
    [
      "of something else",
      '{\n "Budgets": []\n}',
      /^The bill bill is not what `aws ce get-cost-and-usage` prints:\n {2}line 1, ResultsByTime: given nothing; allowed: a list$/,
    ],
    [
      "with a wrong type",
      answer({}, { Metrics: { UnblendedCost: { Amount: 5, Unit: "USD" } } }),
      /\n {2}line 16, ResultsByTime\.0\.Groups\.0\.Metrics\.UnblendedCost\.Amount: given 5; allowed: text in quotes$/,
    ],
    [
      "with a broken amount",
      answer({}, { Metrics: { UnblendedCost: { Amount: "5 USD", Unit: "USD" } } }),
      /^The bill bill, line 16: "5 USD" is not an amount\.$/,
    ],
    [
      "in another currency",
      answer({}, { Metrics: { UnblendedCost: { Amount: "5", Unit: "CNY" } } }),
      /^The bill bill, line 17: the bill is in CNY; the estimate is in USD\.$/,
    ],
    [
      "without costs",
      answer({}, { Metrics: { UsageQuantity: { Amount: "5", Unit: "Hrs" } } }),
      /^The bill bill has neither UnblendedCost nor AmortizedCost\./,
    ],
    [
      "not grouped by the tag",
      answer({ GroupDefinitions: [{ Type: "DIMENSION", Key: "SERVICE" }] }),
      /^The bill bill is grouped by SERVICE, not by the tag cost-component\./,
    ],
    [
      "not grouped at all",
      answer({ ResultsByTime: [{ TimePeriod: { Start: "2026-10-01", End: "2026-11-01" }, Total: {} }] }),
      /^The bill bill is grouped by nothing, not by the tag cost-component\./,
    ],
    [
      "with no tag active",
      answer({}, { Keys: ["cost-component$", "USE1-BoxUsage:t4g.large"] }),
      /^The bill bill has no cost of any cost line: /,
    ],
    [
      "without a period",
      answer({ ResultsByTime: [] }),
      /^The bill bill covers no period: its ResultsByTime is empty/,
    ],
    [
      "with a period that ends before it begins",
      answer({}).replace("2026-11-01", "2026-09-01"),
      /^The bill bill, line 4: \{"Start":"2026-10-01","End":"2026-09-01"\} is not a period from one day to a later one\.$/,
    ],
    [
      "that is one page of several",
      answer({ NextPageToken: "abc" }),
      /^The bill bill is the first page of several/,
    ],
  ])("%s is refused", (_, text, message) => {
    expect(refusalOf(text)).toMatch(message);
  });
});
