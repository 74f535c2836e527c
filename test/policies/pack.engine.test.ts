import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { RULES } from "../../policies/all-rules";
import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { program } from "../../stacks/program";
import { InputError, type TierName } from "../../tiers";
import { breaking } from "../support/break-program";
import { beginFresh } from "../support/fresh-stack";
import { beginOnEngine, onEngine } from "../support/rehearsal";
import { casesOf } from "../support/seed";
import { brokenCaseOf } from "./broken-cases";
import { ofEnforcement } from "./pack";
import { SharedPacks } from "./shared-packs";

const packs = new SharedPacks();
afterAll(() => packs.stop());

const ownProgram = async () => ({ ...(await program()) });

/** What the engine is told of a rule before the message. */
function heading(id: string): string {
  const rule = RULES.find((each) => each.id === id);
  return `${rule?.title ?? ""}. ${rule?.rationale ?? ""}`;
}

/** Rules of each kind: stores, the network, the cluster, pods, IAM, money, what Pulumi itself protects. */
const IN_A_FIRST_PREVIEW = [
  "forbid-public-database",
  "require-database-encryption",
  "require-database-deletion-protection",
  "require-database-backups",
  "require-database-standby",
  "require-protection",
  "require-cost-tags",
  "require-cache-encryption-in-transit",
  "require-cache-automatic-failover",
  "forbid-open-ingress",
  "forbid-open-cluster-endpoint",
  "require-log-retention",
  "require-web-firewall",
  "require-image-digest",
  "require-default-deny",
  "require-disruption-budget",
  "require-non-root",
  "require-probes",
  "require-volume-encryption",
];

/** What the mandatory rules said of a run that they have stopped. */
function objections({ succeeded, ...run }: Run): [policy: string, message: string][] {
  expect(succeeded).toBe(false);
  return ofEnforcement(run, "mandatory").map(({ policy, message }) => [policy, message.trim()]);
}

describe("a tier with one property broken", () => {
  /** What a stack of each tier consists of; a preview leaves nothing behind that the next one could meet. */
  let subject: PulumiFn = ownProgram;
  const stacks = new Map<TierName, Rehearsal>();
  afterAll(async () => {
    for (const stack of stacks.values()) await stack.end();
  });

  async function newStack(tier: TierName): Promise<Rehearsal> {
    const stack =
      stacks.get(tier) ??
      (await beginOnEngine({ tier }, { policyPack: await packs.of(tier), program: () => subject() }));
    stacks.set(tier, stack);
    return stack;
  }

  test.each(casesOf("rules in a first preview", IN_A_FIRST_PREVIEW, 3))(
    "%s stops the first preview, and no other rule does",
    async (id) => {
      const breakage = brokenCaseOf(id);
      subject = breaking(breakage, ownProgram);
      const stack = await newStack(breakage.tier);
      expect(objections(await stack.preview())).toEqual([[id, `${heading(id)}\n${breakage.message}`]]);
    },
  );

  test.each(["forbid-wildcard-actions", "require-cost-within-budget"])(
    "%s waits on a first preview, and stops that of a running stack",
    async (id) => {
      const breakage = brokenCaseOf(id);
      const { tier } = breakage;
      const rehearsal = await beginFresh(
        tier,
        {},
        {
          policyPack: await packs.of(tier),
          program: breaking(breakage, ownProgram),
        },
      );
      try {
        expect(objections(await rehearsal.preview())).toEqual([[id, `${heading(id)}\n${breakage.message}`]]);
      } finally {
        await rehearsal.end();
      }
    },
  );

  test("a value that the engine does not know yet is refused where the program knows it beforehand", async () => {
    subject = async () => {
      const { RandomInteger } = await import("@pulumi/random");
      const { result } = new RandomInteger("later", { min: 0, max: 1 });
      const value = result.apply((n) => n >= 0);
      const path = "inputs.storageEncrypted";
      return breaking({ name: "postgres-shard-0-primary", path, value }, ownProgram)();
    };
    const stack = await newStack("500");
    const found = objections(await stack.preview()).filter(
      ([policy]) => policy === "require-database-encryption",
    );
    expect(found.map(([, message]) => message)).toEqual([
      `${heading("require-database-encryption")}\npostgres-shard-0-primary: storageEncrypted is not known before the update; allowed: a value that the preview knows. Set storageEncrypted to true; AWS cannot enable it on an existing database.`,
    ]);
  });
});

describe("a folder that holds no pack", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pack-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const MANIFEST = '{"name":"own","version":"1.0.0","main":"main.cjs"}';
  const CASES: readonly [string, Readonly<Record<string, string>>, string][] = [
    ["nothing", {}, "it has no PulumiPolicy.yaml"],
    ["no package.json", { "PulumiPolicy.yaml": "runtime: nodejs\n" }, "it has no package.json"],
    ["no version", { "PulumiPolicy.yaml": "", "package.json": "{}" }, "package.json lacks version or main"],
    ["no program", { "PulumiPolicy.yaml": "", "package.json": MANIFEST }, "there is no main.cjs"],
  ];

  test.each(CASES)("%s", async (_name, files, why) => {
    for (const [name, text] of Object.entries(files)) write(name, text);
    await expect(onEngine({ tier: "500" }, () => Promise.resolve(), { policyPack: folder })).rejects.toThrow(
      new InputError(
        `${folder} is no policy pack for Node.js: ${why}. Needed are PulumiPolicy.yaml, and package.json with version and main.`,
      ),
    );
  });
});
