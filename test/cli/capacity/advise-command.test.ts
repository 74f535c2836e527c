import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dateOf, dayOf } from "../../../models/advice/days";
import { adviceSchema } from "../../../models/reports/advice";
import { runScale } from "../../support/run-scale";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "advise-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const file = join(folder, "users.csv");
  writeFileSync(file, text);
  return file;
}

const run = (text: string, ...args: string[]) =>
  runScale("advise", "500", "--history", fileOf(text), "--as-of", "2026-12-01", ...args);

/** 4.1 % a week, to 1,180 users on 2026-11-30. */
const GROWING = [
  "date,users",
  ...Array.from({ length: 26 }, (_, week) => {
    const day = dateOf(dayOf("2026-11-30") - 7 * (25 - week));
    return `${day},${Math.round(1_180 * 1.041 ** (week - 25))}`;
  }),
  "",
].join("\n");

/** What the history says as JSON, which several tests compare with. */
let growing: string;
beforeAll(async () => {
  growing = (await run(GROWING, "--json")).stdout;
});

test("says what breaks first, when, and what to do about it, cheapest first", async () => {
  const { code, stdout, stderr } = await run(GROWING);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const text = stdout.replaceAll(/\s+/g, " ");
  expect(text).toContain("Tier 500 with 1,187 users on 2026-12-01");
  expect(text).toContain("Growth 4.1 % a week");
  expect(text).toContain("exponential by AICc");
  expect(text).toMatch(/Qdrant memory: act by 1,411 users, 20\d\d-\d\d-\d\d/);
  expect(text.indexOf("Quantise the vectors to int8 $0")).toBeLessThan(
    text.lastIndexOf("Move to tier 2K +$732"),
  );
});

test("the JSON is that of the schema, and the same on every day that --as-of names", async () => {
  const report = adviceSchema.parse(JSON.parse(growing));
  expect(report.noDate).toBeNull();
  expect(report.growth).toMatchObject({
    model: "exponential",
    points: 26,
    longestGapDays: 7,
    to: "2026-11-30",
  });
  expect(await run(GROWING, "--json")).toMatchObject({ stdout: growing });
});

test.each([
  ["seven points", GROWING.split("\n").slice(0, 8).join("\n"), "7 points are too few: a trend needs 8"],
  [
    "a falling number",
    GROWING.replaceAll(/,(\d+)/g, (_, users: string) => `,${3_000 - Number(users)}`),
    "users do not grow",
  ],
])("%s has no date, and exit code 3", async (_, text, why) => {
  const { code, stdout, stderr } = await run(text);
  expect({ code, stderr }).toEqual({ code: 3, stderr: `No date: ${why}.\n` });
  expect(stdout).toContain("No date");
  expect(stdout).not.toMatch(/20\d\d-\d\d-\d\d \(/);
});

const refusal = async (text: string) => {
  const { code, stdout, stderr } = await run(text);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  return stderr.replaceAll(folder, "…");
};

test.each([
  [
    "no head",
    "2026-11-30,5\n",
    'line 1: "2026-11-30,5" instead of the head date,users. Write a day a line, such as 2026-11-30,512.',
  ],
  [
    "another separator",
    "date;users\n2026-11-30;5\n",
    'line 1: its cells are separated by ";"; separate them by commas. Write a day a line, such as 2026-11-30,512.',
  ],
  [
    "tabs",
    "date\tusers\n2026-11-30\t5\n",
    'line 1: its cells are separated by "\\t"; separate them by commas. Write a day a line, such as 2026-11-30,512.',
  ],
  [
    "a quote that is open",
    'date,users\n2026-11-30,"5\n',
    "line 2: not comma-separated values: Quote Not Closed: the parsing is finished with an opening quote at line 2.",
  ],
])("%s is refused with its line", async (_, text, message) => {
  expect(await refusal(text)).toBe(`The history …/users.csv, ${message}\n`);
});

test("no rows are refused", async () => {
  expect(await refusal("date,users\n")).toBe(
    "The history …/users.csv has no rows below its head. Write a day a line, such as 2026-11-30,512.\n",
  );
});

test("all that is wrong with rows is told at once, with lines", async () => {
  const text = [
    "date,users",
    "2026-11-01,500",
    "2026-11-02,",
    "2026-11-03,-5",
    "2026-11-04,many",
    "2026-11-05,1.5",
    "2026-11-01,510",
    "2026-12-02,520",
    "2026-02-29,530",
    "01.11.2026,540",
    "2026-11-07",
    "",
  ].join("\r\n");
  expect(await refusal(text)).toBe(
    [
      "The history …/users.csv is refused, 9 problems:",
      "  line 3: given no users; allowed: a whole number of users, 0 or more",
      '  line 4: given "-5"; allowed: a whole number of users, 0 or more',
      '  line 5: given "many"; allowed: a whole number of users, 0 or more',
      '  line 6: given "1.5"; allowed: a whole number of users, 0 or more',
      "  line 7: given 2026-11-01, as in line 2; allowed: each date once",
      "  line 8: given 2026-12-02, which is to come; allowed: days up to --as-of",
      '  line 9: given "2026-02-29"; allowed: a date such as 2026-11-30',
      '  line 10: given "01.11.2026"; allowed: a date such as 2026-11-30',
      "  line 11: given 1 cells; allowed: a date and a number of users",
      "",
    ].join("\n"),
  );
});

test("many problems are not all told", async () => {
  const lines = (await refusal(`date,users\n${"2026-11-01,x\n".repeat(100)}`)).split("\n");
  expect(lines[0]).toBe("The history …/users.csv is refused, the first 20 of 199 problems:");
  expect(lines).toHaveLength(22);
});

test.each([
  ["a byte-order mark", `\uFEFF${GROWING}`],
  ["lines of Windows", GROWING.replaceAll("\n", "\r\n")],
  ["quotes and spaces", GROWING.replace("date,users", '"date", "users"')],
  ["rows in another order", ["date,users", ...GROWING.trim().split("\n").slice(1).reverse()].join("\n")],
])("%s changes nothing", async (_, text) => {
  expect(await run(text, "--json")).toEqual({ code: 0, stdout: growing, stderr: "" });
});

test.each([
  [["--as-of", "2026-02-30"], '--as-of must be a date such as 2026-12-01; given "2026-02-30".'],
  [["--horizon-days", "0"], '--horizon-days must be a whole number from 1 to 3650; given "0".'],
  [["--users", "-1"], '--users must be a whole number, 0 or more; given "-1".'],
])("%j is refused", async (args, message) => {
  const { code, stderr } = await run(GROWING, ...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `${message}\n` });
});

test("the calendar has the dates of the report, folded and escaped as RFC 5545 wants it", async () => {
  const report = adviceSchema.parse(JSON.parse(growing));
  const { stdout } = await run(GROWING, "--ics");
  const lines = stdout.split("\r\n");
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(stdout.replaceAll("\r\n", "")).not.toContain("\n");
  const whole = stdout.replaceAll("\r\n ", "");
  const act = report.parts.find(({ part }) => part === "Qdrant memory")?.act?.date.replaceAll("-", "");
  expect(whole).toContain(
    `UID:act-500-qdrant-memory@scaling-tiers\r\nDTSTAMP:20261201T000000Z\r\nDTSTART;VALUE=DATE:${act}\r\n`,
  );
  expect(whole).toContain("SUMMARY:Tier 500: Qdrant memory must be acted on\r\n");
  expect(whole).toContain("DESCRIPTION:1\\,411 users\\, between ");
  const ids = [...whole.matchAll(/^UID:(.*)\r$/gm)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the digest is Markdown", async () => {
  const { stdout } = await run(GROWING, "--markdown");
  expect(stdout).toContain("| Quantise the vectors to int8");
});

test("README shows the true output of its example", async () => {
  const root = join(__dirname, "../../..");
  const history = join(root, "docs/users-example.csv");
  const { stdout } = await runScale("advise", "500", "--history", history, "--as-of", "2026-12-01");
  const sections = stdout.split("\n\n");
  const memory = sections.find((section) => section.startsWith("Qdrant memory"));
  expect(readFileSync(join(root, "README.md"), "utf8")).toContain(
    `${sections[0] ?? ""}\n\n${memory ?? ""}\n`,
  );
});
