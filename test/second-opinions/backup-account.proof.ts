import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backupAccountText } from "../../cli/account/backup-account-text";
import { backupTemplate, type BackedUpStack } from "../../models/account/backup-template";
import { cfnLint, checkov, parliament } from "./checkers";
import { declinedChecks } from "./declined-checks";
import { askAboutFolders } from "./folder-findings";
import { askAboutDocuments } from "./iam-documents";
import { documentsOfTemplate } from "./template-documents";
import { askAboutText } from "./template-findings";

const DECLINED = declinedChecks("declined-backup-account.yaml");

const REGIONS = ["us-east-1", "eu-central-1"] as const;
const LOCKS = [undefined, 3] as const;
const CASES: readonly Asked[] = [
  ...REGIONS.flatMap((region) => LOCKS.map((complianceLockDays) => ({ region, complianceLockDays }))),
  { region: "us-east-1", complianceLockDays: undefined, restoredIn: "444455556666" },
];

interface Asked {
  readonly region: (typeof REGIONS)[number];
  readonly complianceLockDays: number | undefined;
  readonly restoredIn?: string;
}

/** As the command is given them. */
const stackOf = ({ region, complianceLockDays, restoredIn }: Asked): BackedUpStack => ({
  project: "shop",
  stack: "prod",
  account: "111122223333",
  region,
  organization: "o-exampleorgid",
  keptVersionDays: 35,
  ...(complianceLockDays === undefined ? {} : { complianceLockDays }),
  ...(restoredIn === undefined ? {} : { restoredIn }),
});

const textOf = (stack: BackedUpStack): string => backupAccountText(stack, backupTemplate(stack));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backup-account-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each(CASES)("cfn-lint has nothing against the template: %j", async (each) => {
  expect(await askAboutText(await cfnLint(each.region), folder, textOf(stackOf(each)))).toEqual([]);
});

test("it finds a lock without its days, and a rule that asks for what is none", async () => {
  const broken = textOf(stackOf({ region: "us-east-1", complianceLockDays: undefined }))
    .replace("MinRetentionDays: 7", "MinimumRetentionDays: 7")
    .replace("- Ref: AWS::Region\n", "- Ref: AWS::Place\n");
  const findings = await askAboutText(await cfnLint(), folder, broken);
  expect(findings.map(({ check, path }) => `${check} ${path.slice(0, 2).join(".")}`)).toEqual([
    "E1020 Rules.SameRegion",
    "E3003 Resources.Vault",
    "E3002 Resources.Vault",
  ]);
});

interface Finding {
  readonly check: string;
  readonly says: string;
  /** In the template. */
  readonly name: string;
}

/** What Checkov has against texts of templates, each in a folder of its own below one. */
async function askCheckov(below: string, texts: readonly string[]) {
  texts.forEach((text, index) => {
    mkdirSync(join(folder, below, String(index)), { recursive: true });
    writeFileSync(join(folder, below, String(index), "template.yaml"), text);
  });
  const { findings, checks } = await askAboutFolders(await checkov("cloudformation"), join(folder, below));
  return {
    checks,
    findings: findings.map(({ check, says, name }): Finding => ({
      check,
      says,
      name: name.split(".").at(-1) ?? "",
    })),
  };
}

/** What parliament has against documents, by the names of their resources. */
async function askParliament(documents: readonly (readonly [name: string, document: string])[]) {
  const given = documents.map(([name, document], index) => [`${index} ${name}`, document]);
  const findings = await askAboutDocuments(
    await parliament(),
    folder,
    Object.fromEntries(given) as Record<string, string>,
  );
  return findings.map(({ check, says, key }): Finding => ({ check, says, name: key.split(" ")[1] ?? "" }));
}

test("Checkov and parliament find nothing that is not declined with a reason", async () => {
  const stacks = CASES.map(stackOf);
  const { checks, findings } = await askCheckov("templates", stacks.map(textOf));
  const documents = stacks.flatMap((stack) => Object.entries(documentsOfTemplate(backupTemplate(stack))));
  const all = [...findings, ...(await askParliament(documents))];
  process.stdout.write(
    `${checks} checks by Checkov and ${documents.length} documents by parliament of ${stacks.length} templates for a backup account: ${all.length} findings, ${DECLINED.count} checks declined with a reason\n`,
  );
  expect(checks).toBeGreaterThan(60);
  expect(documents).toHaveLength(4 * stacks.length);
  expect(all.filter((finding) => !DECLINED.has(finding))).toEqual([]);
  expect(DECLINED.unneeded(all)).toEqual([]);
});

test("they find an open bucket without versions, a key that stays the same, and an action that is none", async () => {
  const stack = stackOf({ region: "us-east-1", complianceLockDays: undefined });
  const broken = textOf(stack)
    .replace("RestrictPublicBuckets: true", "RestrictPublicBuckets: false")
    .replace(
      "VersioningConfiguration:\n        Status: Enabled",
      "VersioningConfiguration:\n        Status: Suspended",
    )
    .replace("EnableKeyRotation: true", "EnableKeyRotation: false");
  const { findings } = await askCheckov("broken", [broken]);
  const documents = Object.entries(documentsOfTemplate(backupTemplate(stack))).map(
    ([name, document]) => [name, document.replace("s3:ReplicateTags", "s3:ReplicateTag")] as const,
  );
  const found = [...findings, ...(await askParliament(documents))].filter((each) => !DECLINED.has(each));
  expect(found.map(({ check, name }) => `${check} ${name}`)).toEqual([
    "CKV_AWS_7 Key",
    "CKV_AWS_56 SnapshotBucket",
    "CKV_AWS_21 SnapshotBucket",
    "UNKNOWN_ACTION SnapshotBucketPolicy",
    "UNKNOWN_ACTION AssetBucketPolicy",
  ]);
});
