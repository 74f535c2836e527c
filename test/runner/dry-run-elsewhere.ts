import type * as DryRun from "../../stacks/dry-run";
import type { Manifest } from "../../models/manifest/manifest";
import { InputError } from "../../tiers";
import type { Answer } from "./recorder-process";

declare global {
  /** Of the environment of the suites: asks the recorder of this worker. */
  function recordElsewhere(question: string): Promise<string>;
}

/** Stands in for `cli/record/load-dry-run` in suites: the same program, run by the recorder. */
export function loadDryRun(): Pick<typeof DryRun, "dryRun"> {
  return {
    dryRun: async (tier, config, options) => {
      const answer = JSON.parse(await recordElsewhere(JSON.stringify([tier, config, options]))) as Answer;
      if ("manifest" in answer) return answer.manifest as Manifest;
      if ("refused" in answer)
        throw Object.assign(new InputError(answer.refused.message), { problems: answer.refused.problems });
      if ("failed" in answer) throw new Error(answer.failed);
      // Its sources have changed, or it ran out of memory: this process can do it as well.
      const { dryRun } = await import("../../stacks/dry-run");
      return await dryRun(tier, config, options);
    },
  };
}
