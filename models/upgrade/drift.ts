import type { Operation } from "./operations";
import type { UpgradeReport } from "./report";

/** A URN without its stack and its project, which may have another name: the same object in every stack of the program. */
const withoutStack = (urn: string): string => urn.split("::").slice(2).join("::");

/**
 * What the engine would do that the tiers do not explain: somebody changed the cloud by hand, or the stack has other
 * settings than before.
 * @param planned what the engine says
 * @param explained what the two tiers differ in; nothing where they are the same
 */
export function driftIn(
  planned: readonly Operation[],
  explained: readonly Operation[],
): UpgradeReport["drift"] {
  const known = new Map(explained.map((each) => [withoutStack(each.urn), each]));
  return planned.flatMap(({ urn, operation, changes }) => {
    const expected = known.get(withoutStack(urn));
    const properties = changes
      .map(({ path }) => path)
      .filter((path) => expected?.changes.some((change) => change.path === path) !== true);
    const isTagOnly = operation === "tag-only" && explained.length > 0;
    if (isTagOnly || (expected !== undefined && expected.operation === operation && properties.length === 0))
      return [];
    if (expected === undefined) return [{ urn, operation, properties, why: "The tiers do not change it." }];
    return [
      {
        urn,
        operation,
        properties,
        why:
          expected.operation === operation
            ? "The tiers change it, but not in these properties."
            : `The tiers would ${expected.operation} it.`,
      },
    ];
  });
}
