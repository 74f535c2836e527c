import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

/** What a browser makes of a page at one size and colour scheme. */
export interface Visit {
  readonly name: string;
  /** Errors of the page's script and of its console. */
  readonly errors: readonly string[];
  /** Everything that was fetched. */
  readonly requests: readonly string[];
  /** Violated accessibility rules, each with its first element. */
  readonly violations: readonly string[];
  readonly pageWidth: number;
  readonly windowWidth: number;
  readonly progress: string;
}

export interface Browsed {
  readonly visits: readonly Visit[];
  readonly progressAfterReload: string;
  readonly firstCommand: string;
  readonly copied: string;
  /** By the button of a phase with more than one command. */
  readonly copiedTogether: string;
  readonly status: string;
  /** In print: whether buttons are seen, and details left closed. */
  readonly buttonsInPrint: number;
  readonly closedInPrint: number;
  readonly pdfBytes: number;
}

const SIZES: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1100, height: 900 } },
  dark: { viewport: { width: 1100, height: 900 }, colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true },
};
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The browser of `CHROME_PATH`, else one from npm for Linux on x64. */
async function browserPath(): Promise<string> {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH !== undefined && CHROME_PATH !== "") return CHROME_PATH;
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("Set CHROME_PATH to a Chromium or Chrome; the one from npm is for Linux on x64.");
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}

async function visit(browser: Browser, url: string, name: string): Promise<Visit> {
  const context = await browser.newContext({ ...SIZES[name] });
  const page = await context.newPage();
  const errors: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  const widths = await page.evaluate<[number, number]>("[document.documentElement.scrollWidth, innerWidth]");
  const progress = (await page.textContent(".progress")) ?? "";
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`,
  );
  await context.close();
  return {
    name,
    errors,
    requests,
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`),
    pageWidth: widths[0],
    windowWidth: widths[1],
    progress,
  };
}

async function use(page: Page, url: string): Promise<Omit<Browsed, "visits">> {
  await page.goto(url);
  await page.check("#phase-1");
  await page.reload();
  const progressAfterReload = (await page.textContent(".progress")) ?? "";
  const firstCommand = (await page.textContent(".command pre")) ?? "";
  const copy = async (button: string): Promise<readonly [status: string, copied: string]> => {
    await page.evaluate("document.querySelector('#status').textContent = ''");
    await page.click(button);
    await page.locator("#status:not(:empty)").waitFor({ state: "attached" });
    const status = (await page.textContent("#status")) ?? "";
    // A headless page from a file may have no clipboard; then the command is selected.
    const text = status === "Copied." ? "navigator.clipboard.readText()" : "getSelection().toString()";
    return [status, await page.evaluate<string>(text)];
  };
  const [, copiedTogether] = await copy(".commands > button");
  const [status, copied] = await copy(".command button");
  await page.emulateMedia({ media: "print" });
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  const closedInPrint = await page.locator("details:not([open])").count();
  const buttonsInPrint = await page.locator("button:visible").count();
  const { length: pdfBytes } = await page.pdf();
  return {
    progressAfterReload,
    firstCommand,
    copied,
    copiedTogether,
    status,
    buttonsInPrint,
    closedInPrint,
    pdfBytes,
  };
}

async function browse(file: string): Promise<Browsed> {
  const executablePath = await browserPath();
  const args = ["--no-sandbox", "--disable-gpu", "--no-zygote"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const url = pathToFileURL(file).href;
    const visits: Visit[] = [];
    for (const name of Object.keys(SIZES)) visits.push(await visit(browser, url, name));
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    return { visits, ...(await use(await context.newPage(), url)) };
  } finally {
    await browser.close();
  }
}

void browse(process.argv[2] ?? "").then(
  (browsed) => process.stdout.write(JSON.stringify(browsed)),
  (error: unknown) => {
    process.stderr.write(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
