import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { SIZES, visit, withBrowser, type Visit } from "./browser";

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

const browse = (file: string): Promise<Browsed> =>
  withBrowser(async (browser) => {
    const url = pathToFileURL(file).href;
    const visits: Visit[] = [];
    for (const name of Object.keys(SIZES)) visits.push(await visit(browser, url, name, ".progress"));
    const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
    return { visits, ...(await use(await context.newPage(), url)) };
  });

void browse(process.argv[2] ?? "").then(
  (browsed) => process.stdout.write(JSON.stringify(browsed)),
  (error: unknown) => {
    process.stderr.write(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
