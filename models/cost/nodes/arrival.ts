import type { Manifest } from "../../manifest/manifest";

/** What the engine waits for until its pods are ready. */
const AWAITED = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:batch/v1:Job",
  "aws:eks/addon:Addon",
];

/**
 * In which turn a resource's pods come when a stack is built from nothing: one more than the last of those that run pods
 * and that it waits for. Which comes first decides which nodes there are.
 * @returns by URN, 0 for what waits for no pods
 */
export function arrivals(manifest: Manifest): (urn: string) => number {
  const byUrn = new Map(manifest.resources.map((resource) => [resource.urn, resource]));
  const known = new Map<string, number>();
  const turnOf = (urn: string): number => {
    const before = known.get(urn);
    if (before !== undefined) return before;
    // A circle would never be built; it is cut here.
    known.set(urn, 0);
    const turns = (byUrn.get(urn)?.dependsOn ?? []).map(
      (each) => turnOf(each) + (AWAITED.includes(byUrn.get(each)?.type ?? "") ? 1 : 0),
    );
    const turn = Math.max(0, ...turns);
    known.set(urn, turn);
    return turn;
  };
  return turnOf;
}
