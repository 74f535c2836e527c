import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { recordedManifest, RECORDED_SOURCES } from "../../../cli/record/recorded-manifest";
import { SETTINGS } from "../../../cli/record/source-digest.cjs";
import { dryRun } from "../../../stacks/dry-run";
import { InputError, TIER_NAMES } from "../../../tiers";
import { RECORDINGS } from "../../runner/recordings";
import { sampled } from "../../support/seed";

test.each(TIER_NAMES)("what is recorded of tier %s is what the program builds", async (tier) => {
  expect(await recordedManifest(tier)).toEqual(await dryRun(tier));
});

test("so is a recording of a phase, of secrets told apart, or with everything switched on", async () => {
  const index = sampled("recording that is made again", RECORDINGS.length) - 1;
  const [tier, config, options] = RECORDINGS[index] ?? ["500", {}, {}];
  expect(await recordedManifest(tier, config, options)).toEqual(await dryRun(tier, config, options));
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
test("the digest knows every file that a dry run opens", async () => {
  const script = join(__dirname, "../../support/files-of-a-dry-run.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script]);
  const opened = JSON.parse(stdout) as string[];
  expect(opened).toEqual(
    expect.arrayContaining(["components/cdn/viewer-request.js", "jobs/qdrant-rebalance/main.ts"]),
  );
  const known = (path: string): boolean =>
    [...SETTINGS, ...RECORDED_SOURCES].includes(path) ||
    RECORDED_SOURCES.some((folder) => path.startsWith(`${folder}/`));
  expect(opened.filter((path) => !known(path) && !path.startsWith("test/support/"))).toEqual([]);
});

test("the environment of whoever records is in no recording", async () => {
  const before = { ...process.env };
  process.env["PULUMI_K8S_SKIP_UPDATE_UNREACHABLE"] = "true";
  process.env["AWS_REGION"] = "eu-central-1";
  process.env["KUBECONFIG"] = "/nowhere";
  try {
    const manifest = await dryRun("100");
    expect(manifest).toEqual(await recordedManifest("100"));
    expect(process.env["AWS_REGION"]).toBe("eu-central-1");
  } finally {
    process.env = before;
  }
});
