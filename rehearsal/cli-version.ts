import { execFile } from "node:child_process";
import { version as packaged } from "pulumi/package.json";
import { clean, satisfies } from "semver";

/** The version that is downloaded or built when there is none: that of the npm package `pulumi` in package.json. */
export const PULUMI_CLI_VERSION: string = packaged;

/** The oldest version that has been tried. */
const OLDEST = "3.250.0";

export const VERSION_POLICY = `${OLDEST} or later, below 4`;

/** A Pulumi of another platform's name would not be started. */
export const BINARY = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/** Whether rehearsals and the program work with a version: the same major, and not older than what was tried. */
export const isUsable = (version: string): boolean =>
  satisfies(version, `^${OLDEST}`, { includePrerelease: true });

/** What a binary says when asked for its version, such as `3.250.0`, or why it says nothing. */
export type Answer = { readonly version: string } | { readonly problem: string };

const ANSWER_MS = 30_000;

/** Starts a binary with `version`. A file that was cut off does not start, and so is never used. */
export async function versionOf(path: string, env: NodeJS.ProcessEnv): Promise<Answer> {
  return await new Promise((done) => {
    execFile(
      path,
      ["version"],
      { env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" }, timeout: ANSWER_MS },
      (error, stdout) => {
        if (error !== null) {
          done({ problem: "does not start" });
          return;
        }
        const version = clean(stdout);
        done(version === null ? { problem: `does not tell its version` } : { version });
      },
    );
  });
}
