import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { shortNumber } from "../../../cli/dashboard/chart-svg";
import { dashboardCommand } from "../../../cli/dashboard/dashboard-command";
import { bodySchema, dashboardOf } from "../../../cli/dashboard/dashboard-of";
import { PLAIN } from "../../../cli/print/style";
import { ofTier } from "../../../cli/record/subject";
import { TIER_NAMES } from "../../../tiers";
import type { BrowsedDashboard } from "../../support/browse-dashboard";
import { manifestWith } from "../../support/manifest-with";
import { runScale } from "../../support/run-scale";

test("a tier's charts are listed with their lines and marks", async () => {
  const { code, stdout, stderr } = await runScale("dashboard", "500");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^A disk has 15 % left \(postgres-storage-low\) +2 +ticket below 7\.5 GiB$/m);
  expect(stdout).toContain("alarms stand above the charts with their states");
});

test.each(TIER_NAMES)("the body of tier %s is of the form that CloudWatch takes", async (tier) => {
  const { json } = await dashboardCommand(ofTier(tier), {});
  const { body, name } = json as { body: unknown; name: string };
  expect(bodySchema.parse(body)).toEqual(body);
  // A reference that nothing stands for begins with it.
  expect(JSON.stringify(body)).not.toContain('"@');
  expect(name).toMatch(/^[a-z0-9-]+$/);
});

test("a page and JSON cannot be asked for together", async () => {
  const { code, stderr } = await runScale("dashboard", "500", "--html", "--json");
  expect(code).toBe(2);
  expect(stderr).toContain("option '--html' cannot be used with option '--json'");
});

test("a manifest without a dashboard is named", () => {
  expect(() => dashboardOf(manifestWith("100", []))).toThrow(/^Tier 100 has no dashboard\.$/);
});

test.each([
  [0.0019, "0.0019"],
  [20_000, "20 k"],
  [1_500_000_000, "1.5 G"],
])("%d is written %s", (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

describe("drawn, in a browser", () => {
  let folder: string;
  let html: string;
  let browsed: BrowsedDashboard;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "dashboard-"));
    html = (await dashboardCommand(ofTier("500"), { html: true })).text(PLAIN);
    const page = join(folder, "dashboard.html");
    writeFileSync(page, html);
    const script = join(__dirname, "../../support/browse-dashboard.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, page]);
    browsed = JSON.parse(stdout) as BrowsedDashboard;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("every chart is a picture that the browser draws, and nothing else is fetched", () => {
    expect(browsed.pictures).toBeGreaterThan(25);
    expect(browsed.drawn).toBe(browsed.pictures);
    for (const { errors, requests, text } of browsed.visits) {
      expect(errors).toEqual([]);
      expect(requests).toHaveLength(1);
      expect(text).toBe("Tier 500: dashboard");
    }
  });

  test("it is accessible, and nobody has to scroll sideways", () => {
    for (const { name, violations, pageWidth, windowWidth } of browsed.visits) {
      expect({ name, violations }).toEqual({ name, violations: [] });
      expect(pageWidth).toBeLessThanOrEqual(windowWidth);
    }
  });

  test("says what the alarms would have told on the made-up day", () => {
    const told = [
      ...html.matchAll(/<tr><td>(\d\d:\d\d)<\/td><td>(\w+)<\/td><th scope="row">([\w-]+)-\w{8}</g),
    ];
    expect(told.map(([, at = "", severity, alarm]) => [at.slice(0, 2), severity, alarm])).toEqual([
      ["14", "page", "example-content-burn-1h"],
      ["19", "page", "example-edge-errors"],
      ["19", "page", "example-errors-burn-1h"],
    ]);
    expect(html).toContain("No\nnumber of it was measured.");
  });

  test("says that the table of slow statements has no made-up rows", () => {
    expect(html).toContain("The made-up day has no log, so here is what is\nasked:");
    expect(html).toMatch(/SOURCE &#39;\/aws\/rds\/instance\/[\w-]+\/postgresql&#39;|SOURCE '\/aws\/rds/);
  });
});
