/** Why the global setup found no CLI, in one line. */
export const CLI_PROBLEM = "PULUMI_CLI_PROBLEM";

/** Path of the Pulumi CLI that the global setup found; fails the suite when there is none. */
export function pulumiCli(): string {
  const path = process.env["PULUMI_CLI"];
  if (path !== undefined && path !== "") return path;
  const problem = new Error(
    process.env[CLI_PROBLEM] ?? "The global setup of jest did not look for a Pulumi CLI.",
  );
  // Where it was noticed says nothing to whoever has no CLI.
  problem.stack = `Error: ${problem.message}`;
  throw problem;
}
