import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { PolicyResource } from "../../policies/rule";
import { TIER_NAMES } from "../../tiers";
import { mutationCase } from "../mutations/cases";
import { mutantsOf } from "../mutations/generate";
import { cfnLint, type Checker } from "./checkers";
import { isConvertible } from "./cloudformation";
import { declinedChecks } from "./declined-checks";
import { missedByOurs, sampled } from "./sampled-mutants";
import { askAboutTemplate, type TemplateFinding } from "./template-findings";

const DECLINED = declinedChecks("declined-cloudformation.yaml");

/** Whose mutants are judged too, and more than how many of them cfn-lint finds. */
const BROKEN = [
  ["20k", 5],
  ["10k configured", 0],
] as const;

let folder: string;
let checker: Checker;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cloudformation-"));
  checker = await cfnLint();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Of a resource or of the one that a mutant broke. */
const nameOf = ({ key }: TemplateFinding): string => key.split(" ")[1] ?? "";

test("what CloudFormation spells like us: cfn-lint finds nothing that is not declined with a reason", async () => {
  const resources = new Map<string, readonly [key: string, resource: PolicyResource]>();
  for (const tier of TIER_NAMES)
    for (const resource of (await recordedManifest(tier)).resources)
      if (isConvertible(resource))
        resources.set(JSON.stringify([resource.name, resource.inputs]), [
          `${tier} ${resource.name}`,
          resource,
        ]);
  const findings = (await askAboutTemplate(checker, folder, Object.fromEntries(resources.values()))).map(
    (finding) => ({ ...finding, name: nameOf(finding) }),
  );
  process.stdout.write(
    `${resources.size} resources of ${TIER_NAMES.length} tiers as CloudFormation, by cfn-lint: ${findings.length} findings, ${DECLINED.count} checks declined with a reason\n`,
  );
  expect(resources.size).toBeGreaterThan(60);
  expect(findings.filter((finding) => !DECLINED.has(finding))).toEqual([]);
  expect(DECLINED.unneeded(findings)).toEqual([]);
});

test.each(BROKEN)("every mutant of %s that cfn-lint finds is found by ours", async (of, few) => {
  const { manifest, isBroken } = await mutationCase(of);
  const { resources } = manifest;
  const mutants = sampled(mutantsOf(manifest, isBroken)).filter(
    ({ resource }) => resource !== undefined && isConvertible(resource),
  );
  const given: Record<string, PolicyResource> = {};
  for (const resource of resources) if (isConvertible(resource)) given[`clean ${resource.name}`] = resource;
  mutants.forEach(({ resource, name }, index) => {
    if (resource !== undefined) given[`mutant ${name} ${index}`] = resource;
  });
  const findings = await askAboutTemplate(checker, folder, given);
  const told = (finding: TemplateFinding): string => `${nameOf(finding)} ${finding.check} ${finding.says}`;
  const clean = new Set(findings.filter(({ key }) => key.startsWith("clean ")).map(told));
  const found = mutants.filter(({ name }, index) =>
    findings.some((finding) => finding.key === `mutant ${name} ${index}` && !clean.has(told(finding))),
  );
  process.stdout.write(`cfn-lint finds ${found.length} of ${mutants.length} mutants of ${of}\n`);
  expect(found.length).toBeGreaterThan(few);
  expect(missedByOurs(found, manifest)).toEqual([]);
});
