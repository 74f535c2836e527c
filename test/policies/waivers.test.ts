import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { RULES } from "../../policies/all-rules";
import { judge } from "../../policies/judge";
import type { PolicyReport } from "../../policies/report";
import { waiversOf, type Waiver } from "../../policies/waivers";
import { InputError, tierNamed, type TierName } from "../../tiers";
import { breakOne, brokenCaseOf } from "./broken-cases";

const RULE = "require-database-backups";
const MESSAGE = brokenCaseOf(RULE).message;
const NAME = "postgres-shard-0-primary";
const TODAY = "2026-11-24";
const GOOD: Waiver = {
  rule: RULE,
  resource: NAME,
  tiers: ["500"],
  owner: "Jo",
  reason: "The pilot ends in March.",
  expires: "2026-11-24",
};

let manifest: Manifest;
beforeAll(async () => {
  manifest = await recordedManifest("500");
});

function judged(waivers: readonly Waiver[], isBroken = true, tier: TierName = "500"): PolicyReport {
  const breakage = brokenCaseOf(RULE);
  const resources = isBroken ? breakOne(manifest.resources, breakage) : manifest.resources;
  return judge(RULES, resources, { tier: tierNamed(tier), region: manifest.region }, waivers, TODAY);
}

const said = ({ violations }: PolicyReport): string[][] =>
  violations.map(({ policy, enforcement, message }) => [policy, enforcement, message]);

test("a waiver holds up to its last day, and the report says who answers and why", () => {
  const { violations, waived } = judged([GOOD]);
  expect(violations).toEqual([]);
  expect(waived).toEqual([
    {
      policy: RULE,
      enforcement: "mandatory",
      urn: manifest.resources.find(({ name }) => name === NAME)?.urn,
      message: MESSAGE,
      owner: "Jo",
      reason: "The pilot ends in March.",
      expires: "2026-11-24",
    },
  ]);
});

test.each(["postgres-shard-*-primary", "*", "*primary", "postgres-*-0-*"])(
  "%s stands for the resource",
  (resource) => {
    expect(judged([{ ...GOOD, resource }]).violations).toEqual([]);
  },
);

test.each(["postgres-shard-0", "primary", "postgres.shard.0.primary", "*-replica-*"])(
  "%s does not stand for the resource",
  (resource) => {
    expect(said(judged([{ ...GOOD, resource }]))).toEqual([
      [RULE, "mandatory", MESSAGE],
      [
        "require-current-waivers",
        "mandatory",
        `waiver of ${RULE} for ${resource} (Jo): nothing at tier 500 is waived by it; allowed: waivers that match a violation. Remove it, or remove 500 from its tiers.`,
      ],
    ]);
  },
);

test("an expired waiver is a violation, beside the one that it no longer waives", () => {
  expect(said(judged([{ ...GOOD, expires: "2026-11-23" }]))).toEqual([
    [RULE, "mandatory", MESSAGE],
    [
      "require-current-waivers",
      "mandatory",
      `waiver of ${RULE} for ${NAME} (Jo): it expired on 2026-11-23; allowed: 2026-11-24 or later. Renew it with its owner, or remove it.`,
    ],
  ]);
});

test("a waiver that nothing needs is a violation of the stack", () => {
  const { violations } = judged([GOOD], false);
  expect(violations).toEqual([
    {
      policy: "require-current-waivers",
      enforcement: "mandatory",
      urn: "urn:pulumi:example::scaling-tiers::pulumi:pulumi:Stack::scaling-tiers-example",
      message: `waiver of ${RULE} for ${NAME} (Jo): nothing at tier 500 is waived by it; allowed: waivers that match a violation. Remove it, or remove 500 from its tiers.`,
    },
  ]);
});

test("a waiver of other tiers is neither needed nor missed", () => {
  const { violations, waived } = judged([{ ...GOOD, tiers: ["2k"] }], false);
  expect([violations, waived]).toEqual([[], []]);
});

test("a waiver that names no rule is refused, with the nearest one", () => {
  expect(() => waiversOf([GOOD, { ...GOOD, rule: "require-database-backup" }], RULES, "w.yaml")).toThrow(
    new InputError("The waivers in w.yaml name no rule:", [
      {
        path: "1.rule",
        given: '"require-database-backup"',
        allowed: 'a rule of docs/policies.md, did you mean "require-database-backups"?',
      },
    ]),
  );
});

test("every problem of a waivers file is told at once", () => {
  const { owner: _owner, ...ownerless } = GOOD;
  const given = [{ ...ownerless, expires: "March", tiers: [] }];
  let message = "";
  try {
    waiversOf(given, RULES, "w.yaml");
  } catch (error) {
    message = error instanceof InputError ? error.message : "";
  }
  expect(message.split("\n")[0]).toBe("The waivers in w.yaml are refused:");
  for (const path of ["0.tiers", "0.owner", "0.expires"]) expect(message).toContain(path);
});
