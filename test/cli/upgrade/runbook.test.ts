import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { upgradeCommand } from "../../../cli/upgrade/upgrade-command";
import { main } from "../../../cli/scale";
import { PLAIN } from "../../../cli/print/style";
import { barsOf } from "../../../cli/upgrade/runbook/gantt";
import { markup } from "../../../cli/print/markup";
import { runbookHtml } from "../../../cli/upgrade/runbook/runbook";
import { upgradeSchema, type UpgradeReport } from "../../../models/upgrade/report";
import type { Browsed } from "../../support/browse-runbook";

let folder: string;
let report: UpgradeReport;
let html: string;
let browsed: Browsed;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "runbook-"));
  const result = await upgradeCommand("2k", "5k", { html: true });
  report = upgradeSchema.parse(result.json);
  html = result.text(PLAIN);
  const page = join(folder, "runbook.html");
  writeFileSync(page, html);
  const script = join(__dirname, "../../support/browse-runbook.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, page], {
    maxBuffer: 2 ** 26,
  });
  browsed = JSON.parse(stdout) as Browsed;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("in a browser, wide, dark and on a phone", () => {
  test("nothing fails and nothing is fetched but the page", () => {
    expect(browsed.visits.map(({ name }) => name)).toEqual(["desktop", "dark", "phone"]);
    for (const { errors, requests } of browsed.visits) {
      expect(errors).toEqual([]);
      expect(requests.map((url) => url.slice(0, 8))).toEqual(["file:///"]);
    }
  });

  test("no accessibility rule is violated", () => {
    for (const { name, violations } of browsed.visits)
      expect({ name, violations }).toEqual({ name, violations: [] });
  });

  test("nobody has to scroll sideways", () => {
    for (const { pageWidth, windowWidth } of browsed.visits)
      expect(pageWidth).toBeLessThanOrEqual(windowWidth);
  });

  test("a tick is counted, and is still there after a reload", () => {
    const of = report.phases.length;
    for (const { text } of browsed.visits) expect(text).toBe(`0 of ${of} phases done`);
    expect(browsed.progressAfterReload).toBe(`1 of ${of} phases done`);
  });

  test("a button takes the very command, and says so", () => {
    expect(browsed.firstCommand).toBe(report.phases[0]?.commands[0]);
    expect(browsed.copied.trim()).toBe(browsed.firstCommand);
    expect(["Copied.", "Selected: copy it with the keyboard."]).toContain(browsed.status);
  });

  test("another one takes all commands of a phase, a line each", () => {
    const several = report.phases.find(({ commands }) => commands.length > 1);
    expect(browsed.copiedTogether.split(/\n+/).filter((line) => line !== "")).toEqual(several?.commands);
  });

  test("on paper everything is open and no button is left", () => {
    expect(browsed).toMatchObject({ closedInPrint: 0, buttonsInPrint: 0 });
    expect(browsed.pdfBytes).toBeGreaterThan(10_000);
  });
});

describe("the page", () => {
  test("has every phase with its commands, its check, what is expected and the rollback", () => {
    const escaped = (text: string): string => markup`${text}`.text;
    for (const { number, title, commands, check, checks, rollback } of report.phases) {
      expect(html).toContain(`Phase ${number}: ${escaped(title)}`);
      for (const text of [check, rollback, ...commands, ...checks.flatMap((each) => Object.values(each))])
        expect(html).toContain(escaped(text));
    }
  });

  test("shows what is irreversible before the first phase", () => {
    expect(html.indexOf("Irreversible: no rollback undoes this")).toBeGreaterThan(0);
    expect(html.indexOf("Irreversible: no rollback undoes this")).toBeLessThan(html.indexOf("Phase 1:"));
  });

  test("runs nothing that stands in a report", () => {
    const evil = '<script>alert("1")</script>';
    const [phase] = report.phases;
    if (phase === undefined) throw new Error("There is no phase.");
    const page = runbookHtml({
      ...report,
      phases: [{ ...phase, title: evil, commands: [evil], rollback: evil }],
      drift: [{ urn: `a::b::c::${evil}`, operation: "update", properties: [evil], why: evil }],
    });
    expect(page).not.toContain(evil);
    expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(page.match(/<script>/g)).toHaveLength(1);
  });

  test("says what is refused and what would keep it, on the way down", async () => {
    const page = (await upgradeCommand("2k", "500", { html: true })).text(PLAIN);
    expect(page.indexOf("Cannot be done as asked")).toBeLessThan(page.indexOf("Phase 1:"));
    expect(page).toContain("qdrant.volumeGiB at 50");
  });
});

describe("the bars", () => {
  test("follow each other phase by phase, steps inside their phase", () => {
    const phases = barsOf(report).filter(({ isPhase }) => isPhase);
    phases.slice(1).forEach(({ start }, index) => {
      const before = phases[index];
      expect(start).toBeCloseTo((before?.start ?? 0) + (before?.minutesMax ?? 0), 5);
    });
    const last = phases.at(-1);
    expect((last?.start ?? 0) + (last?.minutesMax ?? 0)).toBeCloseTo(report.totals.minutesMax, 0);
    for (const { start, minutesMax } of barsOf(report))
      expect(start + minutesMax).toBeLessThanOrEqual(report.totals.minutesMax + 0.1);
  });

  test("leave out work that nobody can time", () => {
    expect(barsOf(report).map(({ label }) => label)).not.toContain("1. Announce the new egress addresses");
  });
});

test("a page and another form at once are refused", async () => {
  let stderr = "";
  const code = await main(["upgrade", "500", "2k", "--html", "--markdown"], {
    stdout: { write: () => true },
    stderr: { write: (text) => (stderr += text) },
  });
  expect(code).toBe(2);
  expect(stderr).toContain("error: option '--html' cannot be used with option '--markdown'");
});
