import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { upgradeCommand, type UpgradeOptions } from "../../../cli/upgrade/upgrade-command";
import type { Result } from "../../../cli/print/result";
import { PLAIN } from "../../../cli/print/style";
import { upgradeSchema } from "../../../models/upgrade/report";
import { InputError, TIER_NAMES, type TierName } from "../../../tiers";
import { runScale } from "../../support/run-scale";
import { known } from "../../support/known";

const TODAY = new Date("2026-11-24T12:00:00Z");
const upgrade = (from: TierName, to: TierName, options: UpgradeOptions = {}) =>
  upgradeCommand(from, to, options, TODAY);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "upgrade-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, "acknowledgements.yaml");
  writeFileSync(path, text);
  return path;
}

describe("from 500 to 2K", () => {
  let result: Result;
  let text: string;
  beforeAll(async () => {
    result = await upgrade("500", "2k");
    text = result.text(PLAIN);
  });

  test("the JSON fits its schema", () => {
    const report = upgradeSchema.parse(result.json);
    expect([report.from, report.to]).toEqual(["500", "2k"]);
  });

  test("the text begins with what counts", () => {
    const { costDeltaMonthlyUsd } = upgradeSchema.parse(result.json);
    expect(text).toMatch(/^From tier 500 to tier 2K\n/);
    expect(text).toContain(`+$${Math.round(known(costDeltaMonthlyUsd.expectedMonthlyUsd))} expected`);
    expect(text).toMatch(/^worst downtime {2}restart, 30–120 s$/m);
    expect(text).toContain(
      "\n  pulumi config set tier 2k\n  pulumi config set --path phase.from 500\n  pulumi config set --path phase.name move\n",
    );
  });

  test("steps that say the same are one", () => {
    expect(text).toContain("update network-default-route-0, network-default-route-1,");
  });

  test("lines are 80 columns wide at most, commands apart", () => {
    const long = text.split("\n").filter((line) => Array.from(line).length > 80);
    expect(
      long.filter(
        (line) => !/^ {2}(aws|kubectl|pulumi|psql|until|\(set -e; )/.test(line) && !line.startsWith("Digest"),
      ),
    ).toEqual([]);
  });

  test("without --gate there is no gate", () => {
    expect(result.gate).toBeUndefined();
  });

  test("Markdown has a table and the phases as code", async () => {
    const markdown = (await upgrade("500", "2k", { markdown: true })).text(PLAIN);
    expect(markdown).toMatch(/^### From tier 500 to tier 2K\n/);
    expect(markdown).toContain("```sh\npulumi config rm phase\npulumi preview\npulumi up\n```");
    expect(markdown).toContain("- update `postgres-shard-0-primary` (failover, 60–120 s; irreversible;");
  });

  test("the approved plan passes, another does not", async () => {
    const { digest } = upgradeSchema.parse(result.json);
    expect((await upgrade("500", "2k", { expect: digest })).gate).toBeUndefined();
    expect((await upgrade("500", "2k", { expect: "0".repeat(64) })).gate).toBe(
      `From tier 500 to tier 2k the gate is closed:\n  The plan is no longer what was approved: expected ${"0".repeat(64)}, it is ${digest}`,
    );
  });
});

test("README shows the true beginning of the step from 100 to 500", async () => {
  const text = (await upgrade("100", "500")).text(PLAIN);
  const readme = readFileSync(join(__dirname, "../../../README.md"), "utf8");
  expect(readme).toContain(text.split("\n").slice(0, 4).join("\n"));
});

test("sizes are kept on the way down, by overrides, and then nothing is refused", async () => {
  const result = await upgrade("2k", "500", { keepSizes: true });
  expect(upgradeSchema.parse(result.json)).toMatchObject({ blocked: [], keep: [] });
  expect(result.text(PLAIN)).toContain(
    [
      "  pulumi config set --path overrides.postgres.allocatedStorageGiB 100",
      "  pulumi config set --path overrides.postgres.maxAllocatedStorageGiB 120",
      "  pulumi config set --path overrides.qdrant.volumeGiB 50",
      "  pulumi config set tier 500",
      "  pulumi config set --path phase.from 2k",
      "  pulumi config set --path phase.name prepare",
      "  pulumi preview",
      "  pulumi up",
    ].join("\n"),
  );
});

test("what cannot be done stands first on the way down", async () => {
  const text = (await upgrade("2k", "500")).text(PLAIN);
  expect(text.indexOf("Cannot be done as asked")).toBeLessThan(text.indexOf("Phase 1"));
  expect(text).toMatch(/qdrant-storage-0: Kubernetes refuses: a claim cannot shrink\./);
  expect(text).toContain("  ./scale upgrade 2k 500 --keep-sizes\n");
});

describe("the gate", () => {
  test("names each step and its reason", async () => {
    const { gate } = await upgrade("100", "500", { gate: true });
    expect(gate).toMatch(/^From tier 100 to tier 500 the gate is closed:\n/);
    expect(gate).toContain("\n  postgres-shard-0-primary: restart is more than the failover that is allowed");
  });

  test("lets through what a file acknowledges", async () => {
    const steps = [
      "postgres-parameters-postgres17",
      "postgres-shard-0-primary",
      "qdrant-peers",
      "qdrant-storage-0",
    ];
    const acknowledgements = file(
      steps
        .map(
          (step) =>
            `- { from: "100", to: "500", step: ${step}, owner: ada, reason: announced, expires: "2026-12-01" }`,
        )
        .join("\n"),
    );
    expect((await upgrade("100", "500", { gate: true, acknowledgements })).gate).toBeUndefined();
  });
});

describe("wrong input", () => {
  const refusal = async (run: Promise<unknown>): Promise<string> => {
    const error: unknown = await run.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    return error instanceof Error ? error.message : "";
  };

  test("the same tier twice", async () => {
    expect(await refusal(upgrade("500", "500"))).toBe(
      "From tier 500 to tier 500 there is nothing to do. Give two tiers.",
    );
  });

  test("an unknown tier", async () => {
    expect(await runScale("upgrade", "500", "3k")).toEqual({
      code: 2,
      stdout: "",
      stderr: `Unknown tier "3k": for 3k users take 5k. Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers\n`,
    });
  });

  test("an acknowledgements file that is not there", async () => {
    expect(await refusal(upgrade("100", "500", { gate: true, acknowledgements: join(folder, "none") }))).toBe(
      `Cannot read the acknowledgements file ${join(folder, "none")}: there is no such file.`,
    );
  });

  test("an acknowledgement without an expiry, and one with a malformed date", async () => {
    const acknowledgements = file(
      [
        '- { from: "100", to: "500", step: a, owner: ada, reason: r }',
        '- { from: "100", to: "500", step: a, owner: ada, reason: r, expires: "1.12.2026" }',
      ].join("\n"),
    );
    const message = await refusal(upgrade("100", "500", { gate: true, acknowledgements }));
    expect(message).toMatch(/^The acknowledgements file .* is refused, 2 problems:\n/);
    expect(message).toContain("0.expires");
    expect(message).toContain("1.expires");
  });

  test("an acknowledgement that has expired", async () => {
    const acknowledgements = file(
      '- { from: "100", to: "500", step: qdrant-peers, owner: ada, reason: r, expires: "2026-11-23" }',
    );
    expect(await refusal(upgrade("100", "500", { gate: true, acknowledgements }))).toBe(
      [
        `The acknowledgements file ${acknowledgements} contains expired entries. Renew or remove them:`,
        "  qdrant-peers (ada): given expires 2026-11-23; allowed: 2026-11-24 or later",
      ].join("\n"),
    );
  });

  test("an acknowledgement of a step that the plan does not have", async () => {
    const entry = (to: string, step: string, expires = "2026-12-01"): string =>
      `- { from: "100", to: "${to}", step: ${step}, owner: ada, reason: r, expires: "${expires}" }`;
    const acknowledgements = file(
      [entry("500", "postgres-shard-0-primry"), entry("500", "budget"), entry("2k", "nowhere")].join("\n"),
    );
    expect(await refusal(upgrade("100", "500", { gate: true, acknowledgements }))).toBe(
      [
        `The acknowledgements file ${acknowledgements} names steps that the plan does not have. Correct or remove them:`,
        '  100 to 500 (ada): given "postgres-shard-0-primry"; allowed: the logical name of a step, as the report prints it, did you mean "postgres-shard-0-primary"?',
      ].join("\n"),
    );
  });

  test.each<[UpgradeOptions, string]>([
    [{ acknowledgements: "a.yaml" }, "--acknowledgements does"],
    [{ allowDowntime: "outage" }, "--allow-downtime does"],
    [{ acknowledgements: "a.yaml", allowDowntime: "outage" }, "--acknowledgements and --allow-downtime do"],
  ])("what only a gate reads, without one: %j", async (options, what) => {
    expect(await refusal(upgrade("100", "500", options))).toBe(
      `${what} nothing without --gate: no gate would be closed. Add --gate.`,
    );
  });

  test("sizes kept where nothing shrinks", async () => {
    expect(await refusal(upgrade("500", "2k", { keepSizes: true }))).toBe(
      "From tier 500 to tier 2k nothing shrinks, so --keep-sizes keeps nothing. Leave it out.",
    );
  });

  test("a file that is no YAML", async () => {
    expect(await refusal(upgrade("100", "500", { gate: true, acknowledgements: file("- {") }))).toMatch(
      /^The acknowledgements file .* is neither YAML nor JSON:\n {2}line \d+: /,
    );
  });
});

test("the command line ends with 3 when the gate is closed, after the report", async () => {
  const { code, stdout, stderr } = await runScale("upgrade", "100", "500", "--gate");
  expect(code).toBe(3);
  expect(stdout).toMatch(/^From tier 100 to tier 500\n/);
  expect(stderr).toMatch(/^From tier 100 to tier 500 the gate is closed:\n/);
});
