import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "jest";
import { progressOn } from "../../rehearsal/progress";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { InputError } from "../../tiers";
import { CLI_PROBLEM } from "./pulumi-cli";

const ENGINE_TESTS = join(__dirname, "../rehearsal");

/** What jest tells its global setup; its own types call the selection by another name than it has. */
interface Selection {
  readonly rootDir: string;
  readonly testPathPatterns: {
    toExecutor(options: { rootDir: string }): { isMatch(path: string): boolean };
  };
}

/** Finds the Pulumi CLI once, before tests that run the engine. Without one those tests fail with the reason. */
export default async function setUp(config: Config & Selection): Promise<void> {
  const selected = config.testPathPatterns.toExecutor({ rootDir: config.rootDir });
  if (!readdirSync(ENGINE_TESTS).some((name) => selected.isMatch(join(ENGINE_TESTS, name)))) return;
  try {
    const { path } = await findPulumiCli({ progress: progressOn(process.stderr) });
    process.env["PULUMI_CLI"] = path;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    delete process.env["PULUMI_CLI"];
    process.env[CLI_PROBLEM] = error.message;
  }
}
