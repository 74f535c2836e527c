import type * as DryRun from "../stacks/dry-run";

/**
 * Loads the dry run only when a command records a tier: Pulumi's SDK takes half a second to load.
 * `require`, because tsx sends `import()` through the ES module loader, which makes a preview a third slower.
 */
export function loadDryRun(): typeof DryRun {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- measured, see above
  return require("../stacks/dry-run") as typeof DryRun;
}
