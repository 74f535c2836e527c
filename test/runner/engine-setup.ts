import { tmpdir } from "node:os";
import { interruptible, Interrupted, INTERRUPTED } from "../../cli/run/interruptible";
import { demandTemporaryFolder } from "../../cli/run/temporary-folder";
import { progressOn } from "../../rehearsal/progress";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { InputError } from "../../tiers";
import { CLI_PROBLEM } from "../support/pulumi-cli";
import { recordAll } from "./record-manifests";

/** Finds the Pulumi CLI, or gets one, before the first suite that runs the engine and outside every test's time limit. */
export default async function engineSetup(): Promise<void> {
  try {
    demandTemporaryFolder(tmpdir());
    const { path } = await interruptible((signal) =>
      findPulumiCli({ progress: progressOn(process.stderr), signal }),
    );
    process.env["PULUMI_CLI"] = path;
  } catch (error) {
    if (error instanceof Interrupted) process.exit(INTERRUPTED);
    if (!(error instanceof InputError)) throw error;
    delete process.env["PULUMI_CLI"];
    process.stderr.write(`${error.message}\n`);
    const [first = ""] = error.message.split("\n");
    process.env[CLI_PROBLEM] = `${first.replace(/[:.]$/, "")}. The beginning of this run says more.`;
  }
  await recordAll("shared");
}
