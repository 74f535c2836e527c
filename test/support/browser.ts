import { readFileSync } from "node:fs";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type BrowserContextOptions } from "playwright-core";

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
  /** Of the element that the visitor asks for. */
  readonly text: string;
}

export const SIZES: Readonly<Record<string, BrowserContextOptions>> = {
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

/** @param selector of the element whose text is wanted */
export async function visit(browser: Browser, url: string, name: string, selector: string): Promise<Visit> {
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
  const text = (await page.textContent(selector)) ?? "";
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
    text,
  };
}

/** Headless Chromium, for as long as `work` needs it. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = await browserPath();
  const args = ["--no-sandbox", "--disable-gpu", "--no-zygote"];
  const browser = await chromium.launch({ executablePath, args });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
