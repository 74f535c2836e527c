import { kindOf } from "../../kinds";
import type { Lead } from "../../kinds/lead";
import { isCustomResource, type Manifest, type ManifestResource } from "../manifest/manifest";

/** An object that sends traffic to another one without waiting for it. */
export interface LeadFault {
  /** Logical names. */
  readonly from: string;
  readonly to: string;
  /** What happens meanwhile. */
  readonly note: string;
}

const leadsOf = (type: string): readonly Lead[] => kindOf(type)?.leads ?? [];

/** What an object leads to, of some resources. */
const reachedBy = (own: ManifestResource, among: readonly ManifestResource[]): [Lead, ManifestResource][] =>
  leadsOf(own.type).flatMap((lead) =>
    among
      .filter((other) => other.type === lead.to && lead.reaches(own, other))
      .map((other): [Lead, ManifestResource] => [lead, other]),
  );

/** URNs that a resource waits for, at any distance: by name, through an input, or through its provider. */
function awaitedBy({ urn }: ManifestResource, byUrn: ReadonlyMap<string, ManifestResource>): Set<string> {
  const awaited = new Set<string>();
  const open = [urn];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const resource = byUrn.get(next);
    if (resource === undefined) continue;
    for (const needed of [...resource.dependsOn, ...(resource.provider === null ? [] : [resource.provider])])
      if (!awaited.has(needed)) {
        awaited.add(needed);
        open.push(needed);
      }
  }
  return awaited;
}

const byUrnOf = ({ resources }: Manifest): Map<string, ManifestResource> =>
  new Map(resources.map((resource) => [resource.urn, resource]));

const faultOf = (own: ManifestResource, [{ note }, { name }]: [Lead, ManifestResource]): LeadFault => ({
  from: own.name,
  to: name,
  note,
});

/** Everything that leads somewhere before it is ready there, in the order of the manifest. */
export function leadFaults(manifest: Manifest): LeadFault[] {
  const byUrn = byUrnOf(manifest);
  return manifest.resources.filter(isCustomResource).flatMap((own) => {
    const reached = reachedBy(own, manifest.resources);
    if (reached.length === 0) return [];
    const awaited = awaitedBy(own, byUrn);
    return reached.filter(([, { urn }]) => !awaited.has(urn)).map((each) => faultOf(own, each));
  });
}

/** Everything that leads, after an `up`, to what that `up` deletes. */
export function deadEnds(before: Manifest, after: Manifest): LeadFault[] {
  const kept = byUrnOf(after);
  const deleted = before.resources.filter(({ urn }) => !kept.has(urn));
  return after.resources
    .filter(isCustomResource)
    .flatMap((own) => reachedBy(own, deleted).map((each) => faultOf(own, each)));
}

/** How many pairs of an object and what it leads to there are, by the two types. */
export function leadCounts({ resources }: Manifest): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const own of resources.filter(isCustomResource))
    for (const [, { type }] of reachedBy(own, resources)) {
      const pair = `${own.type.split(":").at(-1) ?? ""} to ${type.split(":").at(-1) ?? ""}`;
      counts[pair] = (counts[pair] ?? 0) + 1;
    }
  return counts;
}
