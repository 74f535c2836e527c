/** Why the global setup found no CLI. */
export const CLI_PROBLEM = "PULUMI_CLI_PROBLEM";

/** Path of the Pulumi CLI that the global setup found; fails the test when there is none. */
export function pulumiCli(): string {
  const path = process.env["PULUMI_CLI"];
  if (path === undefined || path === "")
    throw new Error(process.env[CLI_PROBLEM] ?? "The global setup of jest did not look for a Pulumi CLI.");
  return path;
}
