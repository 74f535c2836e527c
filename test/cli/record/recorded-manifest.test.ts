import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { recordedManifest, RECORDED_SOURCES } from "../../../cli/record/recorded-manifest";
import { SETTINGS } from "../../../cli/record/source-digest.cjs";
import { InputError, TIER_NAMES } from "../../../tiers";
import { RECORDINGS } from "../../runner/recordings";
import { casesOf, sampled } from "../../support/seed";

interface Anew {
  readonly differing: readonly number[];
  readonly files: readonly string[];
  readonly isEnvironmentAsBefore: boolean;
}

/** Each tier as it is, in a run of samples some; and one of all the others: a phase, secrets told apart, or all switched on. */
const TIERS = casesOf("tiers that are recorded again", TIER_NAMES, 2).map((name) =>
  RECORDINGS.findIndex(
    ([tier, config, { tellsSecretsApart }]) =>
      tier === name && Object.keys(config).length === 0 && tellsSecretsApart !== true,
  ),
);
const POSITIONS = [...new Set([...TIERS, sampled("recording that is made again", RECORDINGS.length) - 1])];

let anew: Anew;
// Without the environment that is given to whoever records anew.
beforeAll(async () => {
  const before = RECORDINGS.filter((_, position) => POSITIONS.includes(position));
  for (const [tier, config, options] of before) await recordedManifest(tier, config, options);
});
beforeAll(async () => {
  const script = join(__dirname, "../../support/record-anew.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", script, ...POSITIONS.map(String)],
    {
      env: {
        ...process.env,
        PULUMI_K8S_SKIP_UPDATE_UNREACHABLE: "true",
        AWS_REGION: "eu-central-1",
        KUBECONFIG: "/nowhere",
      },
    },
  );
  anew = JSON.parse(stdout) as Anew;
});

test("what is recorded of a tier is what the program builds, and so is one of all other recordings", () => {
  expect(TIERS).not.toContain(-1);
  expect(anew.differing).toEqual([]);
});

test("the environment of whoever records is in no recording, and stays as it is", () => {
  // The same recordings, made without those variables.
  expect(anew.differing).toEqual([]);
  expect(anew.isEnvironmentAsBefore).toBe(true);
});

test("each answer belongs to whoever asked for it", async () => {
  const [first, second] = [await recordedManifest("100"), await recordedManifest("100")];
  expect(first).not.toBe(second);
  expect(first).toEqual(second);
});

test("a configuration that is refused is refused again", async () => {
  const config = { "scaling-tiers:publicAccessCidrs": '["0.0.0.0/0"]' };
  await expect(recordedManifest("100", config)).rejects.toThrow(InputError);
  await expect(recordedManifest("100", config)).rejects.toThrow(InputError);
});

// A file that a recording depends on and its digest does not know would make it stale.
test("the digest knows every file that a dry run opens", () => {
  expect(anew.files).toEqual(
    expect.arrayContaining(["components/cdn/viewer-request.js", "jobs/qdrant-rebalance/main.ts"]),
  );
  const known = (path: string): boolean =>
    [...SETTINGS, ...RECORDED_SOURCES].includes(path) ||
    RECORDED_SOURCES.some((folder) => path.startsWith(`${folder}/`));
  expect(anew.files.filter((path) => !known(path) && !path.startsWith("test/support/"))).toEqual([]);
});
