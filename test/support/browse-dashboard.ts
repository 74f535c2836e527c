import { pathToFileURL } from "node:url";
import { SIZES, visit, withBrowser, type Visit } from "./browser";

export interface BrowsedDashboard {
  readonly visits: readonly Visit[];
  /** Pictures, and those of them that the browser could draw. */
  readonly pictures: number;
  readonly drawn: number;
}

const browse = (file: string): Promise<BrowsedDashboard> =>
  withBrowser(async (browser) => {
    const url = pathToFileURL(file).href;
    const visits: Visit[] = [];
    for (const name of Object.keys(SIZES)) visits.push(await visit(browser, url, name, "h1"));
    const page = await browser.newPage();
    await page.goto(url);
    const [pictures, drawn] = await page.evaluate<[number, number]>(
      "[document.images.length, [...document.images].filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).length]",
    );
    const { SCREENSHOT } = process.env;
    if (SCREENSHOT !== undefined) await page.screenshot({ path: SCREENSHOT, fullPage: true });
    return { visits, pictures, drawn };
  });

void browse(process.argv[2] ?? "").then(
  (browsed) => process.stdout.write(JSON.stringify(browsed)),
  (error: unknown) => {
    process.stderr.write(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
