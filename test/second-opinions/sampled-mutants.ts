import type { Manifest } from "../../models/manifest/manifest";
import { RULES } from "../../policies/all-rules";
import { DECLINED, declines } from "../mutations/declined";
import { judgeOf } from "../mutations/judge";
import { titleOf, type Mutant } from "../mutations/mutant";

/** One mutant of each type of AWS, input and kind of break: what a checker sees is the same for the next resource. */
export function sampled(mutants: readonly Mutant[]): Mutant[] {
  const seen = new Set<string>();
  return mutants.filter(({ type, path, by, resource, equivalent }) => {
    const key = `${type} ${path.replace(/\[[^\]]*\]/g, "[]")} ${by}`;
    if (!type.startsWith("aws:") || resource === undefined || equivalent !== undefined || seen.has(key))
      return false;
    seen.add(key);
    return true;
  });
}

/** Titles of the mutants that no rule of ours finds, and that are not declined with a reason. */
export function missedByOurs(found: readonly Mutant[], { spec, region, resources }: Manifest): string[] {
  const judge = judgeOf(RULES, resources, { tier: spec, region });
  return found
    .filter((mutant) => judge(mutant).length === 0)
    .filter((mutant) => !DECLINED.some((entry) => declines(entry, mutant)))
    .map(titleOf);
}
