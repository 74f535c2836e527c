import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { TIER_NAMES } from "../../tiers";
import { mutationCase } from "../mutations/cases";
import { mutantsOf } from "../mutations/generate";
import { parliament, type Checker } from "./checkers";
import { declinedChecks } from "./declined-checks";
import { askAboutDocuments, documentsOf, type DocumentFinding } from "./iam-documents";
import { missedByOurs, sampled } from "./sampled-mutants";

const DECLINED = declinedChecks("declined-iam.yaml");

/** Whose mutants are judged too, and more than how many of them parliament finds. */
const BROKEN = [
  ["20k", 10],
  ["10k configured", 0],
] as const;

let folder: string;
let checker: Checker;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "iam-"));
  checker = await parliament();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const nameOf = ({ key }: DocumentFinding): string => key.split(" ")[1] ?? "";

test("the IAM documents of all tiers: parliament finds nothing that is not declined with a reason", async () => {
  const documents: Record<string, string> = {};
  for (const tier of TIER_NAMES)
    for (const resource of (await recordedManifest(tier)).resources)
      documentsOf(resource).forEach((document, index) => {
        documents[`${tier} ${resource.name} ${index}`] = document;
      });
  const findings = (await askAboutDocuments(checker, folder, documents)).map((finding) => ({
    ...finding,
    name: nameOf(finding),
  }));
  const count = Object.keys(documents).length;
  process.stdout.write(
    `${count} IAM documents of ${TIER_NAMES.length} tiers, by parliament: ${findings.length} findings, ${DECLINED.count} checks declined with a reason\n`,
  );
  expect(count).toBeGreaterThan(60);
  expect(findings.filter((finding) => !DECLINED.has(finding))).toEqual([]);
  expect(DECLINED.unneeded(findings)).toEqual([]);
});

test.each(BROKEN)("every mutant of %s that parliament finds is found by ours", async (of, few) => {
  const { manifest, isBroken } = await mutationCase(of);
  const { resources } = manifest;
  const mutants = sampled(mutantsOf(manifest, isBroken));
  const documents: Record<string, string> = {};
  mutants.forEach(({ resource }, index) => {
    if (resource !== undefined)
      documentsOf(resource).forEach((document, place) => {
        documents[`mutant ${index} ${place}`] = document;
      });
  });
  for (const resource of resources)
    documentsOf(resource).forEach((document, place) => {
      documents[`clean ${resource.name} ${place}`] = document;
    });
  const findings = await askAboutDocuments(checker, folder, documents);
  const clean = new Set(
    findings
      .filter(({ key }) => key.startsWith("clean "))
      .map((finding) => `${nameOf(finding)} ${finding.check} ${finding.says}`),
  );
  const found = mutants.filter(({ name }, index) =>
    findings.some(
      ({ key, check, says }) => key.startsWith(`mutant ${index} `) && !clean.has(`${name} ${check} ${says}`),
    ),
  );
  process.stdout.write(`parliament finds ${found.length} mutants of ${of}\n`);
  expect(found.length).toBeGreaterThan(few);
  expect(missedByOurs(found, manifest)).toEqual([]);
});
