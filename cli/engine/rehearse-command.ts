import { tmpdir } from "node:os";
import { Option } from "commander";
import { createDuration } from "../../models/time/create-durations";
import { isCustomResource, type Manifest } from "../../models/manifest/manifest";
import { rehearsalReport, type RehearsalReport } from "../../models/reports/rehearsal";
import { progressOn, type Progress } from "../../rehearsal/progress";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import type * as Engine from "../../rehearsal/rehearsal";
import { DRY_RUN_CONFIG, PROJECT, STACK } from "../../stacks/dry-run-config";
import type * as Program from "../../stacks/program";
import type { TierName } from "../../tiers";
import type { Stream } from "../run/deliver";
import { interruptible } from "../run/interruptible";
import { GateClosed } from "../run/gate-closed";
import { recordedManifest } from "../record/recorded-manifest";
import { plural, tierTitle } from "../print/figures";
import { resultOf, type Result } from "../print/result";
import { wrap } from "../print/wrap";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";
import { demandTemporaryFolder } from "../run/temporary-folder";
import { rehearsalDocument } from "./rehearsal-document";

/** Columns of the message that the gate prints. */
const WIDTH = 80;

/** `require`, for the reason that `record/load-dry-run.ts` gives. */
function loadEngine(): typeof Engine & typeof Program {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as in loadDryRun
  const engine = require("../../rehearsal/rehearsal") as typeof Engine;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as in loadDryRun
  return { ...engine, ...(require("../../stacks/program") as typeof Program) };
}

interface RehearseOptions {
  /** Folder of a policy pack. */
  readonly policyPack?: string;
}

/** @throws GateClosed with what the mandatory policies found */
function demandPolicies({ findings }: Engine.Run, tier: TierName): void {
  const mandatory = findings.filter(({ enforcement }) => enforcement === "mandatory");
  if (mandatory.length === 0) return;
  const said = mandatory.map(({ policy, message }) =>
    wrap(`${policy}: ${message.trim().replaceAll("\n", " ")}`, WIDTH, "- ", "  "),
  );
  throw new GateClosed(
    [
      `Tier ${tierTitle(tier)} is stopped by the policy pack: ${plural(mandatory.length, "violation")}.`,
      ...said,
    ].join("\n"),
  );
}

interface Ran {
  readonly operations: RehearsalReport["operations"];
  /** URNs of what the first `up` created. */
  readonly created: readonly string[];
}

async function runOnEngine(
  manifest: Manifest,
  tier: TierName,
  cli: string,
  { policyPack }: RehearseOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Ran> {
  const { program, rehearse } = loadEngine();
  const total = manifest.resources.filter(isCustomResource).length;
  let created = 0;
  let showProgress: (done: number) => void = () => undefined;
  return await rehearse(
    {
      pulumiCommand: cli,
      program: async () => ({ ...(await program()) }),
      project: PROJECT,
      stack: STACK,
      config: { ...DRY_RUN_CONFIG, [`${PROJECT}:tier`]: tier },
      hasCheckpoints: false,
      ...(policyPack === undefined ? {} : { policyPack }),
      onEvent: ({ resOutputsEvent }) => {
        if (resOutputsEvent?.metadata.op !== "create") return;
        if (isCustomResource({ type: resOutputsEvent.metadata.type })) showProgress((created += 1));
      },
    },
    async (rehearsal) => {
      const operations: RehearsalReport["operations"] = [];
      const urns: string[] = [];
      const run = async (
        operation: RehearsalReport["operations"][number]["operation"],
        title: string,
        start: () => Promise<Engine.Run>,
      ): Promise<void> => {
        signal.throwIfAborted();
        const task = progress.begin(title);
        showProgress = (done) => {
          task.update(`${title}: ${done} of ${total}`);
        };
        const ended = await start();
        const { succeeded, failure, steps, seconds } = ended;
        showProgress = () => undefined;
        task.end(title);
        signal.throwIfAborted();
        demandPolicies(ended, tier);
        if (!succeeded) throw new Error(`Tier ${tierTitle(tier)}, ${operation}: ${failure}`);
        const objects = steps.filter(isCustomResource);
        if (operation === "up") urns.push(...objects.map(({ urn }) => urn));
        operations.push({ operation, changes: objects.length, seconds });
      };
      await run("up", `Bringing tier ${tierTitle(tier)} up`, () => rehearsal.up(signal));
      await run("second up", "Bringing it up again, which must change nothing", () => rehearsal.up(signal));
      await run("refresh", "Looking for drift", () => rehearsal.previewRefresh());
      return { operations, created: urns };
    },
  );
}

/** The engine must have built what is priced and checked, and have found nothing to do afterwards. */
function demandAgreement({ operations, created }: Ran, manifest: Manifest): void {
  const planned = manifest.resources.filter(isCustomResource).map(({ urn }) => urn);
  const differing = [
    ...planned.filter((urn) => !created.includes(urn)),
    ...created.filter((urn) => !planned.includes(urn)),
  ];
  if (differing.length > 0)
    throw new Error(
      `The engine and the manifest of tier ${manifest.tier} differ in ${differing.join(", ")}.`,
    );
  const [, ...later] = operations;
  for (const { operation, changes } of later)
    if (changes > 0) throw new Error(`${operation} of tier ${manifest.tier} found ${changes} changes.`);
}

/** `scale rehearse <tier>`: brings a tier up on Pulumi's engine, without a cloud. */
async function rehearseCommand(tier: TierName, stderr: Stream, options: RehearseOptions): Promise<Result> {
  demandTemporaryFolder(tmpdir());
  const progress = progressOn(stderr);
  const report = await interruptible(async (signal) => {
    const cli = await findPulumiCli({ progress, signal });
    const manifest = await recordedManifest(tier);
    const ran = await runOnEngine(manifest, tier, cli.path, options, progress, signal);
    demandAgreement(ran, manifest);
    const { operations } = ran;
    return rehearsalReport(manifest, { cliVersion: cli.version, operations }, createDuration);
  });
  return resultOf(report, () => rehearsalDocument(report));
}

export const registerRehearse: Register = (program, run) => {
  reportCommand(program, "rehearse", "bring a tier up on Pulumi's engine, without a cloud")
    .addArgument(tierArgument("<tier>"))
    .addOption(
      new Option("--policy-pack <folder>", "hold it against a policy pack; exit 3 when that says no"),
    )
    .action((tier: TierName, options: RehearseOptions & OutputOptions) =>
      run(options, ({ stderr }) => rehearseCommand(tier, stderr, options)),
    );
};
