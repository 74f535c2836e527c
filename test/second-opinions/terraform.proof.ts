import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { TIER_NAMES } from "../../tiers";
import { mutationCase } from "../mutations/cases";
import { mutantsOf } from "../mutations/generate";
import { checkov, type Checker } from "./checkers";
import { declinedChecks } from "./declined-checks";
import { missedByOurs, sampled } from "./sampled-mutants";
import { askAboutFolders } from "./folder-findings";
import { terraformOf } from "./terraform";

const DECLINED = declinedChecks("declined-terraform.yaml");

/** Whose mutants are judged too, and more than how many of them Checkov finds. */
const BROKEN = [
  ["20k", 30],
  ["10k configured", 3],
] as const;

let folder: string;
let checker: Checker;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "terraform-"));
  checker = await checkov("terraform_json");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "main.tf.json"), text);
}

test("the AWS half of all tiers, as Terraform: nothing is found that is not declined with a reason", async () => {
  for (const tier of TIER_NAMES)
    write(`tiers/${tier}`, terraformOf((await recordedManifest(tier)).resources));
  const { findings, checks } = await askAboutFolders(checker, join(folder, "tiers"));
  process.stdout.write(
    `${checks} checks by Checkov on the AWS half of ${TIER_NAMES.length} tiers: ${findings.length} findings, ${DECLINED.count} declined with a reason\n`,
  );
  expect(checks).toBeGreaterThan(1000);
  expect(findings.filter((finding) => !DECLINED.has(finding))).toEqual([]);
  expect(DECLINED.unneeded(findings)).toEqual([]);
});

test.each(BROKEN)("every mutant of %s that Checkov finds is found by ours", async (name, few) => {
  const { manifest, isBroken } = await mutationCase(name);
  const { resources } = manifest;
  const mutants = sampled(mutantsOf(manifest, isBroken));
  mutants.forEach(({ resource }, index) => {
    if (resource !== undefined) write(`mutants-${name}/${index}`, terraformOf([resource]));
  });
  const clean = resources.filter(({ type, name }) =>
    mutants.some((mutant) => mutant.type === type && mutant.name === name),
  );
  clean.forEach((resource, index) => {
    write(`mutants-${name}/clean-${index}`, terraformOf([resource]));
  });
  const { findings } = await askAboutFolders(checker, join(folder, `mutants-${name}`));
  const before = new Set(
    findings.filter((each) => each.folder.startsWith("clean-")).map(({ check, name }) => `${check} ${name}`),
  );
  const theirs = findings.filter(
    ({ check, name, folder: own }) => !own.startsWith("clean-") && !before.has(`${check} ${name}`),
  );
  const found = mutants.filter((_, index) => theirs.some((each) => each.folder === String(index)));
  process.stdout.write(`Checkov finds ${found.length} of ${mutants.length} mutants of ${name}\n`);
  expect(found.length).toBeGreaterThan(few);
  expect(missedByOurs(found, manifest)).toEqual([]);
});
