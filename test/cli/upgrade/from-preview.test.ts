import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { upgradeCommand, type UpgradeOptions } from "../../../cli/upgrade/upgrade-command";
import { main } from "../../../cli/scale";
import { PLAIN } from "../../../cli/print/style";
import { recordedManifest } from "../../../cli/record/recorded-manifest";
import type { Manifest, ManifestResource } from "../../../models/manifest/manifest";
import { enginePreviewSchema, operationsOf, tiersOf } from "../../../models/upgrade/engine-preview";
import { operationsBetween } from "../../../models/upgrade/operations";
import { upgradeSchema, type UpgradeReport } from "../../../models/upgrade/report";
import { InputError, type TierName, TIER_NAMES } from "../../../tiers";

const SAMPLE = join(__dirname, "../../fixtures/previews/plain.json");

let folder: string;
let small: Manifest;
let large: Manifest;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "preview-"));
  small = await recordedManifest("500", {}, { tellsSecretsApart: true });
  large = await recordedManifest("2k", {}, { tellsSecretsApart: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Step {
  op: string;
  urn: string;
  oldState?: unknown;
  newState?: unknown;
  detailedDiff?: unknown;
}

/** As a stack `prod` would have it. */
const inProd = (text: string): string => text.replaceAll("urn:pulumi:example::", "urn:pulumi:prod::");

const stateOf = ({ urn, type, inputs, parent, protect, dependsOn, provider }: ManifestResource) => ({
  urn,
  type,
  inputs,
  ...(parent === null ? {} : { parent }),
  protect,
  dependencies: dependsOn,
  ...(provider === null ? {} : { provider: `${provider}::0f2e` }),
});

/** What the engine would print for the way from one manifest to the other. */
function previewOf(
  from: Manifest,
  to: Manifest,
  change: (steps: Step[]) => Step[] = (steps) => steps,
): string {
  const operations = new Map(operationsBetween(from, to).map((each) => [each.urn, each.operation]));
  const before = new Map(from.resources.map((each) => [each.urn, each]));
  const after = new Map(to.resources.map((each) => [each.urn, each]));
  const steps = [...new Set([...before.keys(), ...after.keys()])].flatMap((urn): Step[] => {
    const [old, next] = [before.get(urn), after.get(urn)];
    const states = {
      urn,
      ...(old === undefined ? {} : { oldState: stateOf(old) }),
      ...(next === undefined ? {} : { newState: stateOf(next) }),
      detailedDiff: null,
    };
    const operation = operations.get(urn) ?? "same";
    if (operation === "replace")
      return ["create-replacement", "replace", "delete-replaced"].map((op) => ({ op, ...states }));
    return [{ op: operation === "tag-only" ? "update" : operation, ...states }];
  });
  return inProd(JSON.stringify({ config: {}, steps: change(steps), diagnostics: [], changeSummary: {} }));
}

function file(text: string): string {
  const path = join(folder, "preview.json");
  writeFileSync(path, text);
  return path;
}

const upgrade = (text: string, options: UpgradeOptions = {}) =>
  upgradeCommand(
    undefined,
    undefined,
    { ...options, fromPreview: file(text) },
    new Date("2026-11-24T12:00:00Z"),
  );
const reportOf = async (text: string): Promise<UpgradeReport> =>
  upgradeSchema.parse((await upgrade(text)).json);
const summary = ({ phases }: UpgradeReport) =>
  phases.flatMap(({ steps }) =>
    steps.map(({ urn, operation, downtime, dataRisk }) => [urn, operation, downtime.class, dataRisk]),
  );

const DATABASE = "::postgres-shard-0-primary";
/** Somebody made the database larger by hand: the engine would make it small again. */
const drifted = (steps: Step[]): Step[] =>
  steps.map((step) =>
    step.urn.endsWith(DATABASE)
      ? {
          ...step,
          op: "update",
          detailedDiff: {
            instanceClass: { kind: "update", inputDiff: false },
            backupWindow: { kind: "update" },
          },
        }
      : step,
  );

describe("the engine's own sample", () => {
  const preview = enginePreviewSchema.parse(JSON.parse(readFileSync(SAMPLE, "utf8")));

  test("is read: created, updated, replaced, deleted, and what stays the same left out", () => {
    expect(operationsOf(preview).map(({ name, operation }) => [name, operation])).toEqual([
      ["network", "replace"],
      ["shard-0", "update"],
      ["embeddings", "tag-only"],
      ["new", "create"],
      ["old", "delete"],
    ]);
    expect(tiersOf(preview)).toEqual({ from: ["100"], to: ["500"] });
  });
});

describe("a running stack on its way", () => {
  test("has the steps of the report from the two tiers, in one up, and nothing unexplained", async () => {
    const live = await reportOf(previewOf(small, large));
    expect([live.from, live.to, live.drift]).toEqual(["500", "2k", []]);
    const offline = operationsBetween(small, large).map(({ urn, operation }) => [inProd(urn), operation]);
    expect(summary(live).map(([urn, operation]) => [urn, operation])).toEqual(offline);
    const { costDeltaMonthlyUsd } = upgradeSchema.parse((await upgradeCommand("500", "2k", {})).json);
    expect(live.costDeltaMonthlyUsd).toEqual(costDeltaMonthlyUsd);
  });

  test("has what the tiers do not explain in a section of its own", async () => {
    const report = await reportOf(previewOf(small, large, drifted));
    expect(report.drift).toEqual([
      {
        urn: expect.stringContaining(DATABASE) as string,
        operation: "update",
        properties: ["backupWindow"],
        why: "The tiers change it, but not in these properties.",
      },
    ]);
    const text = (await upgrade(previewOf(small, large, drifted))).text(PLAIN);
    expect(text).toContain(
      "What the tiers do not explain (drift, overrides, settings)\n└─ update postgres-shard-0-primary (backupWindow): ",
    );
    const markdown = (await upgrade(previewOf(small, large, drifted), { markdown: true })).text(PLAIN);
    expect(markdown).toContain(
      "- update `postgres-shard-0-primary` (backupWindow): The tiers change it, but not in these properties.",
    );
  });
});

describe("a stack that stays at its tier", () => {
  test("shows nothing but drift", async () => {
    const report = await reportOf(previewOf(small, small, drifted));
    expect(report.totals).toMatchObject({ updates: 1, creates: 0, deletes: 0 });
    expect(report.drift).toEqual([
      {
        urn: expect.stringContaining(DATABASE) as string,
        operation: "update",
        properties: ["instanceClass", "backupWindow"],
        why: "The tiers do not change it.",
      },
    ]);
  });

  test("an update of which the file shows nothing is unknown, never harmless", async () => {
    const silent = (steps: Step[]): Step[] =>
      steps.map((step) => (step.urn.endsWith(DATABASE) ? { ...step, op: "update" } : step));
    const [step] = summary(await reportOf(previewOf(small, small, silent)));
    expect(step?.slice(1)).toEqual(["update", "outage", "recoverable"]);
  });

  test("the gate and the expected digest hold for it too", async () => {
    const { gate } = await upgrade(previewOf(small, small, drifted), { gate: true, expect: "0".repeat(64) });
    expect(gate).toContain("The plan is no longer what was approved");
  });
});

describe("text around the JSON is no part of it", () => {
  const indented = (): string => JSON.stringify(JSON.parse(previewOf(small, small, drifted)), null, 4);
  test.each<[string, (text: string) => string]>([
    ["before it", (text) => `Installing policy pack example 0.0.1...\n{warning} x\n${text}`],
    ["after it", (text) => `${text}\nUpdate plan written to plan.json\n`],
    ["around it, with line ends of Windows", (text) => `warning: x\n${text}\nend`.replaceAll("\n", "\r\n")],
    ["around it on one line", (text) => `warning: x\n${JSON.stringify(JSON.parse(text))}\nend\n`],
  ])("%s", async (_where, around) => {
    expect(await reportOf(around(indented()))).toEqual(await reportOf(indented()));
  });
});

describe("what this release does not know is named, and the gate closes on it", () => {
  const gateOf = async (change: (step: Step) => Step) => {
    const text = previewOf(small, small, (steps) =>
      steps.map((step) => (step.urn.endsWith(DATABASE) ? change(step) : step)),
    );
    const { gate = "open" } = await upgrade(text, { gate: true });
    const [phase] = (await reportOf(text)).phases;
    return [gate.split("\n").slice(1), phase?.steps[0]?.notes];
  };
  const CLOSED = [
    "  postgres-shard-0-primary: outage is more than the failover that is allowed",
    "  postgres-shard-0-primary: it cannot be undone",
  ];
  const withType = (state: unknown) => ({ ...(state as object), type: "aws:dynamodb/table:Table" });

  test.each<[string, (step: Step) => Step, string]>([
    ["an operation", (step) => ({ ...step, op: "frobnicate" }), 'the engine\'s operation "frobnicate"'],
    [
      "an operation of JavaScript's",
      (step) => ({ ...step, op: "constructor" }),
      'the engine\'s operation "constructor"',
    ],
    [
      "an update without what is there",
      ({ urn, newState }) => ({ op: "update", urn, newState }),
      "what it is before the update",
    ],
    [
      "an update to nobody knows what",
      ({ urn, oldState }) => ({ op: "update", urn, oldState }),
      "what it is after the update",
    ],
    [
      "an end without what is there",
      ({ urn, newState }) => ({ op: "delete", urn, newState }),
      "what it is before the delete",
    ],
    [
      "the end of a type",
      ({ urn, oldState }) => ({ op: "delete", urn, oldState: withType(oldState) }),
      "the type aws:dynamodb/table:Table",
    ],
    [
      "the beginning of a type",
      ({ urn, newState }) => ({ op: "create", urn, newState: withType(newState) }),
      "the type aws:dynamodb/table:Table",
    ],
  ])("%s", async (_what, change, note) => {
    expect(await gateOf(change)).toEqual([CLOSED, [`${note}: unknown, treat as disruptive`]]);
  });

  test("but not on what is only read, or only forgotten", async () => {
    for (const op of ["read", "refresh", "discard", "remove-pending-replace"])
      expect(await gateOf((step) => ({ ...step, op }))).toEqual([[], undefined]);
  });
});

test("secrets of the file are in no output", async () => {
  const secret = (text: string) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: text,
  });
  const leaking = (steps: Step[]): Step[] =>
    steps.map((step) => {
      if (!step.urn.endsWith(DATABASE)) return step;
      const withPassword = (state: unknown, text: string) => {
        const { inputs, ...rest } = state as { inputs: Record<string, unknown> };
        return { ...rest, inputs: { ...inputs, password: secret(text) } };
      };
      return {
        ...step,
        op: "update",
        oldState: withPassword(step.oldState, "hunter-one"),
        newState: withPassword(step.newState, "hunter-two"),
      };
    });
  const result = await upgrade(previewOf(small, small, leaking));
  const output = JSON.stringify(result.json) + result.text(PLAIN);
  expect(output).toContain("password");
  expect(output).not.toContain("hunter");
});

describe("wrong input", () => {
  const refusal = async (run: Promise<unknown>): Promise<string> => {
    const error: unknown = await run.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InputError);
    return error instanceof Error ? error.message.replaceAll(join(folder, "preview.json"), "F") : "";
  };
  const WRITE_IT = "Write it with: pulumi preview --json > preview.json";
  const tagged = (tier: TierName) => ({
    type: "aws:sqs/queue:Queue",
    inputs: { tags: { "scaling-tier": tier } },
  });
  const urn = (name: string) => `urn:pulumi:prod::scaling-tiers::aws:sqs/queue:Queue::${name}`;

  test.each([
    ["that is cut off", '{"steps": [', `The preview F is cut off after 11 characters. ${WRITE_IT}`],
    [
      "with messages of the CLI in it",
      "warning: x\n{}",
      `F is not what pulumi preview --json prints: it has no steps. ${WRITE_IT}`,
    ],
    [
      "with nothing but messages of the CLI",
      "Previewing update (prod):\n{ no JSON }\n",
      `The preview F is not JSON: it has only messages of the CLI. ${WRITE_IT}`,
    ],
    [
      "that is cut off below messages of the CLI",
      'Installing plugin\n{\n    "steps": [',
      `The preview F is cut off after 34 characters. ${WRITE_IT}`,
    ],
    ["of two stacks", '{"steps": []}\n{"steps": []}\n', "F holds 2 previews. Write one file for each stack."],
    [
      "of a preview that failed beside its JSON",
      '{"steps": []}\nerror: preview failed: no credentials\n',
      "The preview in F failed: preview failed: no credentials",
    ],
    [
      "of events",
      '{"sequence": 1, "timestamp": 1}\n{"sequence": 2, "timestamp": 1}\n',
      `F holds the engine's events, one a line, and no preview. Unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW. ${WRITE_IT}`,
    ],
    [
      "with more levels than anybody writes",
      `{"steps": ${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
      "The preview F is refused:\n  steps.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0…: given a value inside more than 100 others; allowed: lists and objects at most 100 deep",
    ],
    ["that is no preview", "[]", `F is not what pulumi preview --json prints: it has no steps. ${WRITE_IT}`],
    [
      "that is a state",
      '{"version": 3, "deployment": {}}',
      `F is a state, as pulumi stack export writes it, not a preview. ${WRITE_IT}`,
    ],
    [
      "with steps of another form",
      '{"steps": [{"op": "same", "urn": 7}]}',
      "F is not what pulumi preview --json prints:\n  steps.0.urn: given 7; allowed: text in quotes",
    ],
    [
      "of a preview that failed",
      JSON.stringify({ steps: [], diagnostics: [{ severity: "error", message: "no credentials\nat x" }] }),
      "The preview in F failed: no credentials",
    ],
    [
      "of another project",
      readFileSync(SAMPLE, "utf8"),
      "F is of project plain, stack demo; needed is one stack of project scaling-tiers.",
    ],
    [
      "of a stack that was never up",
      JSON.stringify({ steps: [{ op: "create", urn: urn("a"), newState: tagged("500") }] }),
      `No object in F carries a tier before the step (tag scaling-tier, one of ${TIER_NAMES.join(", ")}). Bring the stack up first.`,
    ],
    [
      "of a stack between two tiers",
      JSON.stringify({
        steps: (["100", "500"] as const).map((tier) => ({
          op: "update",
          urn: urn(tier),
          oldState: tagged(tier),
          newState: tagged("500"),
        })),
      }),
      "The objects in F carry more than one tier before the step: 100, 500. An up was interrupted: finish it first.",
    ],
  ])("a file %s", async (_what, text, message) => {
    expect(await refusal(upgrade(text))).toBe(message);
  });

  test("tiers beside the file", async () => {
    expect(await refusal(upgradeCommand("500", "2k", { fromPreview: file("{}") }))).toBe(
      "With --from-preview the tiers and sizes are those of the preview. Leave out the tiers, --keep-sizes and --set.",
    );
  });

  test("neither tiers nor a file, on the command line", async () => {
    let stderr = "";
    const code = await main(["upgrade", "500"], {
      stdout: { write: () => true },
      stderr: { write: (text) => (stderr += text) },
    });
    expect(code).toBe(2);
    expect(stderr).toBe(
      "Give two tiers, such as upgrade 500 2k, or --from-preview with what pulumi preview --json wrote.\n",
    );
  });
});
