import { isCustomResource, type Manifest, type ManifestResource } from "../manifest/manifest";
import { latest, NO_TIME, sum, type Span } from "./span";

export interface CriticalStep {
  readonly resource: ManifestResource;
  /** From the beginning of the first `up`. */
  readonly start: Span;
  readonly takes: Span;
}

export interface CriticalPath {
  /** The chain that ends last when everything takes as long as it may, in order. */
  readonly steps: readonly CriticalStep[];
  readonly total: Span;
  /** When each resource begins, and when it is there, by URN. */
  readonly begun: ReadonlyMap<string, Span>;
  readonly finished: ReadonlyMap<string, Span>;
}

/** What a resource waits for: what it names, and its provider, which may wait for a cluster. */
export const waitsFor = ({ dependsOn, provider }: ManifestResource): string[] =>
  provider === null ? [...dependsOn] : [...dependsOn, provider];

/** Resources in an order in which each comes after what it waits for. */
function inOrder(manifest: Manifest): ManifestResource[] {
  const byUrn = new Map(manifest.resources.map((resource) => [resource.urn, resource]));
  const order: ManifestResource[] = [];
  const visited = new Map<string, "open" | "done">();
  const visit = (resource: ManifestResource): void => {
    const state = visited.get(resource.urn);
    if (state === "done") return;
    if (state === "open") throw new Error(`${resource.urn} waits for itself.`);
    visited.set(resource.urn, "open");
    for (const urn of waitsFor(resource)) {
      const needed = byUrn.get(urn);
      if (needed !== undefined) visit(needed);
    }
    visited.set(resource.urn, "done");
    order.push(resource);
  };
  for (const resource of manifest.resources) visit(resource);
  return order;
}

/**
 * The longest chain of creates, or of other operations, of a manifest, each waiting for the one before, as if any number could run at once.
 * @throws Error when resources wait for each other
 */
export function criticalPath(
  manifest: Manifest,
  durationOf: (resource: ManifestResource) => Span,
): CriticalPath {
  const finished = new Map<string, Span>();
  const steps = new Map<string, CriticalStep & { readonly before: string | undefined }>();
  for (const resource of inOrder(manifest)) {
    const needed = waitsFor(resource).filter((urn) => finished.has(urn));
    const maxOf = (urn: string): number => finished.get(urn)?.minutesMax ?? 0;
    const before = needed.reduce<string | undefined>(
      (last, urn) => (last === undefined || maxOf(urn) > maxOf(last) ? urn : last),
      undefined,
    );
    const start = latest(...needed.map((urn) => finished.get(urn)));
    const takes = isCustomResource(resource) ? durationOf(resource) : NO_TIME;
    finished.set(resource.urn, sum(start, takes));
    steps.set(resource.urn, { resource, start, takes, before });
  }
  const maxima = [...finished].sort(([, a], [, b]) => b.minutesMax - a.minutesMax);
  const path: CriticalStep[] = [];
  for (let urn = maxima[0]?.[0]; urn !== undefined;) {
    const step = steps.get(urn);
    if (step === undefined) break;
    if (isCustomResource(step.resource)) path.unshift(step);
    urn = step.before;
  }
  const total = latest(...finished.values());
  const begun = new Map([...steps].map(([urn, { start }]) => [urn, start]));
  return { steps: path, total, begun, finished };
}
