import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyCommand } from "../../../cli/policy/policy-command";
import { PLAIN } from "../../../cli/print/style";
import { runScale } from "../../support/run-scale";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import type { Manifest } from "../../../models/manifest/manifest";
import { manifestDigest } from "../../../models/manifest/manifest-digest";
import { RULES } from "../../../policies/all-rules";
import { policiesSchema, policySchema } from "../../../policies/report";
import { InputError, TIER_NAMES } from "../../../tiers";
import { breakOne, brokenCaseOf } from "../../policies/broken-cases";

const TODAY = new Date("2026-11-24T12:00:00Z");
const RULE = "require-database-backups";
const MESSAGE = brokenCaseOf(RULE).message;
const WRITE_IT = "Write it with: ./scale manifest 500 --json --out manifest.json";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "policy-"))));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A manifest file of tier 500 with its backups broken. */
async function brokenManifest(): Promise<string> {
  const manifest = await recordedManifest("500");
  const breakage = brokenCaseOf(RULE);
  const broken = { ...manifest, resources: breakOne(manifest.resources, breakage) };
  return file("broken.json", JSON.stringify({ ...broken, digest: manifestDigest(broken) }));
}

const waiver = (changes: object = {}): string =>
  JSON.stringify([
    {
      rule: RULE,
      resource: "postgres-*",
      tiers: ["500"],
      owner: "Jo",
      reason: "The pilot ends in March.",
      expires: "2027-03-31",
      ...changes,
    },
  ]);

test("a clean tier, with the number of rules and resources checked", async () => {
  const { json, text, gate } = await policyCommand("500", {}, TODAY);
  const { checked } = policySchema.parse(json);
  expect(text(PLAIN).split("\n")).toEqual([
    "Policies: every rule is kept",
    "tier  rules  resources  violations  waived",
    `500   ${String(checked.policies).padStart(5)}  ${String(checked.resources).padStart(9)}           0       0`,
    "",
  ]);
  expect(checked.policies).toBeGreaterThan(50);
  expect(gate).toBeUndefined();
});

test("a version that goes out of support is a warning and no violation", async () => {
  const { json, text, gate } = await policyCommand("500", {}, new Date("2026-11-29T12:00:00Z"));
  expect(policySchema.parse(json)).toMatchObject({
    violations: [],
    warnings: [{ what: "Kubernetes 1.35", daysLeft: 118 }],
  });
  expect(text(PLAIN)).toContain("Policies: every rule is kept");
  expect(text(PLAIN)).toContain("Kubernetes 1.35: standard support ends on 2027-03-27, in 118 days.");
  expect(gate).toBeUndefined();
});

test("every tier", async () => {
  const { text, json } = await policyCommand(undefined, { all: true }, TODAY);
  const [title, , ...rows] = text(PLAIN).trimEnd().split("\n");
  expect(title).toBe("Policies: every rule is kept");
  expect(rows.map((row) => row.split(/ +/).filter((_, place) => place === 0 || place === 3))).toEqual(
    ["100", "500", "2K", "5K", "10K", "20K"].map((tier) => [tier, "0"]),
  );
  expect(policiesSchema.parse(json).tiers).toHaveLength(6);
});

describe("a manifest that breaks a mandatory rule", () => {
  test("closes the gate, and the text says what is wrong within 80 columns", async () => {
    const { text, gate } = await policyCommand(undefined, { manifest: await brokenManifest() }, TODAY);
    expect(gate).toBe("Tier 500 breaks mandatory rules: 1 violation.");
    const lines = text(PLAIN).trimEnd().split("\n");
    expect(lines[0]).toBe("Policies: 1 violation");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(
      lines
        .slice(lines.indexOf("Violations") + 1)
        .map((line) => line.trim())
        .join(" "),
    ).toBe(`- ${RULE} (500, mandatory): ${MESSAGE}`);
  });

  test("as Markdown", async () => {
    const { text } = await policyCommand(
      undefined,
      { manifest: await brokenManifest(), markdown: true },
      TODAY,
    );
    const [title, , , , row, , , , finding] = text(PLAIN).split("\n");
    expect(title).toBe("### Policies: 1 violation");
    expect(row).toMatch(/^\| 500 .*\| +1 \| +0 \|$/);
    expect(finding).toBe(`- **${RULE}** (500, mandatory): ${MESSAGE}`);
  });

  test("as SARIF, with a place in a file, a fingerprint and every rule", async () => {
    const { text } = await policyCommand(undefined, { manifest: await brokenManifest(), sarif: true }, TODAY);
    const { version, runs } = JSON.parse(text(PLAIN)) as {
      version: string;
      runs: { tool: { driver: { rules: { id: string }[] } }; results: object[] }[];
    };
    expect(version).toBe("2.1.0");
    expect(runs[0]?.tool.driver.rules.map(({ id }) => id)).toEqual([
      ...RULES.map(({ id }) => id),
      "require-current-waivers",
    ]);
    const urn =
      "urn:pulumi:example::scaling-tiers::scaling-tiers:postgres:Postgres$scaling-tiers:postgres:PostgresShard$aws:rds/instance:Instance::postgres-shard-0-primary";
    expect(runs[0]?.results).toEqual([
      {
        ruleId: RULE,
        level: "error",
        message: { text: `Tier 500: ${MESSAGE}` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "tiers/tier-500.ts" },
              region: { startLine: 1 },
            },
            logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }],
          },
        ],
        partialFingerprints: { "tierPolicyUrn/v1": `500 ${RULE} ${urn}` },
      },
    ]);
  });

  test("is let through by a waiver, which each form of the report shows", async () => {
    const options = { manifest: await brokenManifest(), waivers: file("waivers.yaml", waiver()) };
    const { text, json, gate } = await policyCommand(undefined, options, TODAY);
    expect(gate).toBeUndefined();
    expect(policySchema.parse(json).waived).toHaveLength(1);
    expect(text(PLAIN).replace(/\s+/g, " ")).toContain(
      `${RULE} (500), waived until 2027-03-31 by Jo: The pilot ends in March. ${MESSAGE}`,
    );
    const markdown = (await policyCommand(undefined, { ...options, markdown: true }, TODAY)).text(PLAIN);
    expect(markdown).toContain(`- ${RULE} (500), waived until 2027-03-31 by Jo: The pilot ends in March.`);
    const sarif = (await policyCommand(undefined, { ...options, sarif: true }, TODAY)).text(PLAIN);
    expect(sarif).toContain('"justification": "The pilot ends in March. (Jo, until 2027-03-31)"');
  });
});

test("neither a tier nor --all nor a manifest, or two of them", async () => {
  const none = new InputError(
    "Name a tier, or a stack by --stack, or give --all for all tiers, or --manifest with a file.",
  );
  const two = new InputError("Give one of a tier, --stack, --all and --manifest.");
  await expect(policyCommand(undefined, {})).rejects.toThrow(none);
  await expect(policyCommand("500", { all: true })).rejects.toThrow(two);
  await expect(policyCommand("500", { manifest: "m.json" })).rejects.toThrow(two);
});

describe("files that are of no use", () => {
  const refusal = async (options: object): Promise<string> => {
    try {
      await policyCommand(undefined, options, TODAY);
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
    return "taken";
  };
  const manifestRefusal = (name: string, text: string) => refusal({ manifest: file(name, text) });

  test("a manifest that is not there, not JSON, or something else", async () => {
    const at = (name: string) => join(folder, name);
    expect(await refusal({ manifest: at("none.json") })).toBe(
      `Cannot read the manifest ${at("none.json")}: there is no such file.`,
    );
    expect(await manifestRefusal("cut.json", '{"schemaVersion": 1, ')).toBe(
      `The manifest ${at("cut.json")} is not JSON. ${WRITE_IT}`,
    );
    expect(await manifestRefusal("list.json", "[]")).toBe(
      `${at("list.json")} is no manifest: it has no schemaVersion. ${WRITE_IT}`,
    );
  });

  test("a manifest of nothing, a filtered one, and one without a digest", async () => {
    const manifest = await recordedManifest("500");
    const digest = manifestDigest(manifest);
    const refusalOf = (changes: Partial<Manifest>) =>
      manifestRefusal("part.json", JSON.stringify({ ...manifest, digest, ...changes }));
    const part = `The manifest ${join(folder, "part.json")} is not whole: `;
    const filtered = (count: number): string =>
      `${part}its digest is not that of the ${count} resources in it, so it was filtered, cut or edited. Nothing is said of a part. ${WRITE_IT}`;
    expect(await refusalOf({ resources: [] })).toBe(filtered(0));
    const resources = manifest.resources.filter(({ type }) => !type.startsWith("aws:rds/"));
    expect(await refusalOf({ resources })).toBe(filtered(resources.length));
    expect(await refusalOf({ digest: undefined })).toBe(
      `${part}it has no digest, which scale manifest --json writes. Nothing is said of a part. ${WRITE_IT}`,
    );
    const empty = { ...manifest, resources: [] };
    expect(await refusalOf({ resources: [], digest: manifestDigest(empty) })).toBe(filtered(0));
  });

  test("a manifest as it is written, with its keys in another order", async () => {
    const { stdout } = await runScale("manifest", "500", "--json");
    const { resources, ...rest } = JSON.parse(stdout) as Manifest;
    const path = file("whole.json", JSON.stringify({ resources, ...rest }));
    expect((await policyCommand(undefined, { manifest: path }, TODAY)).gate).toBeUndefined();
  });

  test("a manifest of another schema version", async () => {
    const manifest: Manifest = await recordedManifest("500");
    expect(await manifestRefusal("one.json", JSON.stringify({ ...manifest, schemaVersion: 1 }))).toBe(
      `The manifest ${join(folder, "one.json")} is of schema version 1; this release reads version 2. ${WRITE_IT}`,
    );
  });

  test("a manifest of this version that is not as it should be", async () => {
    const text = JSON.stringify({ ...(await recordedManifest("500")), tier: "50", resources: [] });
    const [first, second] = (await manifestRefusal("bad.json", text)).split("\n");
    expect(first).toBe(`${join(folder, "bad.json")} is not what scale manifest --json prints:`);
    expect(second).toBe(`  tier: given "50"; allowed: ${TIER_NAMES.map((name) => `"${name}"`).join(", ")}`);
  });

  test("waivers that are not YAML, or name no rule", async () => {
    const broken = file("broken.yaml", "- rule: [");
    expect(await refusal({ all: true, waivers: broken })).toMatch(
      new RegExp(`^The waivers file ${broken} is neither YAML nor JSON:\\n {2}line \\d+: `),
    );
    const wrong = file("wrong.yaml", waiver({ rule: "require-backups" }));
    const [first, second] = (await refusal({ all: true, waivers: wrong })).split("\n");
    expect(first).toBe(`The waivers in ${wrong} name no rule:`);
    expect(second).toBe('  0.rule: given "require-backups"; allowed: a rule of docs/policies.md');
  });
});
