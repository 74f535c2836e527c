import type { Mutant } from "../mutations/mutant";

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
