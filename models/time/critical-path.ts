import { isCustomResource, type Manifest, type ManifestResource } from "../manifest/manifest";

/** Minutes from the beginning of the first `up`. */
export interface Span {
  readonly minutesMin: number;
  readonly minutesMax: number;
}

export interface CriticalStep {
  readonly resource: ManifestResource;
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

const NOTHING: Span = { minutesMin: 0, minutesMax: 0 };

const latest = (a: Span, b: Span): Span => ({
  minutesMin: Math.max(a.minutesMin, b.minutesMin),
  minutesMax: Math.max(a.minutesMax, b.minutesMax),
});
const after = (a: Span, b: Span): Span => ({
  minutesMin: a.minutesMin + b.minutesMin,
  minutesMax: a.minutesMax + b.minutesMax,
});

/** What a resource waits for: what it names, and its provider, which may wait for a cluster. */
const waitsFor = ({ dependsOn, provider }: ManifestResource): string[] =>
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
    const start = needed.reduce((span, urn) => latest(span, finished.get(urn) ?? NOTHING), NOTHING);
    const takes = isCustomResource(resource) ? durationOf(resource) : NOTHING;
    finished.set(resource.urn, after(start, takes));
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
  const total = [...finished.values()].reduce(latest, NOTHING);
  const begun = new Map([...steps].map(([urn, { start }]) => [urn, start]));
  return { steps: path, total, begun, finished };
}
