import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { PROJECT } from "../../stacks/dry-run-config";
import { tierNamed } from "../../tiers";
import { namesTaken } from "../support/names-taken";

const KEY = "arn:aws:kms:us-west-2:123456789012:key/copies";
const COPY = {
  generation: 2,
  time: "2026-11-30T01:00:00Z",
  automatedBackupArn: "arn:aws:rds:us-west-2:123456789012:auto-backup:ab-copy",
  kmsKeyArn: KEY,
};

let lost: Manifest;
let second: Manifest;
beforeAll(async () => {
  const sizes = tierNamed("500");
  lost = await recordedManifest({
    ...sizes,
    operations: { ...sizes.operations, disasterRecovery: "backup" },
  });
  second = await recordedManifest(
    "500",
    {
      "aws:region": "us-west-2",
      [`${PROJECT}:restore`]: JSON.stringify({ postgres: { "shard-0": COPY } }),
    },
    { names: { project: PROJECT, stack: "example-west" } },
  );
});

test("a second stack takes no name of the first, wherever in the account that counts", () => {
  const [here, there] = [namesTaken(lost.resources), namesTaken(second.resources)];
  expect(here.length).toBeGreaterThan(50);
  expect(here.filter((name) => there.includes(name))).toEqual([]);
});

test("its database is made of the copy, with the copy's key for its life, and there is no other", () => {
  const primaries = second.resources.filter(({ name }) => /^postgres-shard-\d.*-primary$/.test(name));
  expect(primaries.map(({ name }) => name)).toEqual(["postgres-shard-0-restored-2-primary"]);
  expect(primaries[0]?.inputs).toMatchObject({
    kmsKeyId: KEY,
    restoreToPointInTime: {
      restoreTime: COPY.time,
      sourceDbInstanceAutomatedBackupsArn: COPY.automatedBackupArn,
    },
  });
  // Texts of statements need no key of the lost stack.
  expect(primaries[0]?.inputs["performanceInsightsKmsKeyId"]).not.toBe(KEY);
});
