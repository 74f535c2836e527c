import type { PolicyResource } from "../../policies/rule";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A copy of a pool would hold the pods of all copies, as its labels are theirs. */
const ONCE = ["kubernetes:karpenter.sh/v1:NodePool", "kubernetes:eks.amazonaws.com/v1:NodeClass"];

/**
 * A stack many times as large: itself, and copies of everything in it but its node pools. A copy
 * refers to what was copied with it, as its names are other ones throughout.
 * @param resources how many there are to be at the least
 */
export function enlarged(stack: readonly PolicyResource[], resources: number): PolicyResource[] {
  const copied = stack.filter(({ type }) => !ONCE.includes(type));
  const names = [...new Set(copied.map(({ name }) => name).filter((name) => name.includes("-")))].sort(
    (a, b) => b.length - a.length,
  );
  const anyName = new RegExp(`(?<![\\w-])(${names.map(escaped).join("|")})(?=$|-id|-\\d|[^\\w-])`, "g");
  const copies = Array.from(
    { length: Math.ceil(resources / stack.length) - 1 },
    (_, copy) => `-copy-${copy + 1}`,
  );
  return [
    ...stack,
    ...copies.flatMap((suffix) =>
      copied.map((resource): PolicyResource => {
        const { urn, name, inputs } = resource;
        const text = JSON.stringify(inputs).replace(anyName, `$1${suffix}`);
        return {
          ...resource,
          name: `${name}${suffix}`,
          urn: `${urn}${suffix}`,
          inputs: JSON.parse(text) as PolicyResource["inputs"],
        };
      }),
    ),
  ];
}
