import type * as DryRun from "../../stacks/dry-run";

/**
 * Loads the dry run only when a manifest has to be recorded: Pulumi's SDK takes half a second to load.
 * `require`, because tsx sends `import()` through the ES module loader, which makes a recording a third slower.
 */
export function loadDryRun(): typeof DryRun {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- measured, see above
  return require("../../stacks/dry-run") as typeof DryRun;
}
