import type { Left } from "../../models/recovery/left-without-zone";
import type { Living, PlacedNode } from "./living";
import type { Pod } from "./kubelets";
import { list, patch, type Metadata } from "./patch";

interface Named {
  readonly metadata: Metadata;
}

const POOLS = "/apis/karpenter.sh/v1/nodepools";

/** A machine that is gone: its pods with it at once, without anybody asking a budget. */
export async function killNode({ cluster: { api } }: Living, { name }: PlacedNode): Promise<void> {
  await patch(api, `/api/v1/nodes/${name}`, { spec: { unschedulable: true } });
  const pods = await list<Pod>(api, "/api/v1/pods");
  for (const { metadata, spec } of pods)
    if (spec.nodeName === name)
      await api(`/api/v1/namespaces/${metadata.namespace ?? ""}/pods/${metadata.name}`, {
        method: "DELETE",
        body: { gracePeriodSeconds: 0 },
      });
  await api(`/api/v1/nodes/${name}`, { method: "DELETE" });
}

interface Pool extends Named {
  readonly spec: {
    readonly replicas?: number;
    readonly template: {
      readonly spec: {
        readonly requirements: readonly { readonly key: string; readonly values: readonly string[] }[];
      };
    };
  };
}

const ZONE = "topology.kubernetes.io/zone";

/** A zone that is gone: no pool gets machines there, and those that it has are gone with their pods. */
export async function loseZone(living: Living, zone: string): Promise<void> {
  const { api } = living.cluster;
  for (const { metadata, spec } of await list<Pool>(api, POOLS)) {
    const { requirements } = spec.template.spec;
    const zones = requirements.find(({ key }) => key === ZONE)?.values ?? [];
    const left = zones.filter((one) => one !== zone);
    if (left.length === zones.length) continue;
    const others = requirements.map((each) => (each.key === ZONE ? { ...each, values: left } : each));
    await patch(api, `${POOLS}/${metadata.name}`, {
      // A static pool has one zone.
      spec: left.length === 0 ? { replicas: 0 } : { template: { spec: { requirements: others } } },
    });
  }
  for (const node of await living.nodes()) if (node.zone === zone) await killNode(living, node);
}

/**
 * New images of nodes, in the maintenance window: pools whose template has changed and whose budgets are those inside of it, so
 * that every node drifts.
 */
export async function driftAll({ cluster: { api } }: Living): Promise<void> {
  for (const { metadata } of await list<Named>(api, POOLS))
    await patch(api, `${POOLS}/${metadata.name}`, {
      spec: {
        template: { metadata: { annotations: { image: "another" } } },
        disruption: { budgets: [{ nodes: "1" }] },
      },
    });
}

/** What answers, set by set, right after the worst zone for it has gone. */
export function withoutWorstZone(nodes: readonly PlacedNode[]): ReadonlyMap<string, Left> {
  const sets = [...new Set(nodes.flatMap(({ pods }) => pods))].sort();
  const zones = [...new Set(nodes.map(({ zone }) => zone))];
  const countIn = (set: string, some: readonly PlacedNode[]): number =>
    some.flatMap(({ pods }) => pods).filter((pod) => pod === set).length;
  return new Map(
    sets.map((set) => {
      const of = countIn(set, nodes);
      const inZones = zones.map((zone) =>
        countIn(
          set,
          nodes.filter((node) => node.zone === zone),
        ),
      );
      return [set, { left: of - Math.max(...inZones), of }];
    }),
  );
}
