import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { asOverrides, keptSizes, overrideTier, stackPhases, tierNamed, type TierName } from "../../tiers";
import type { Answer } from "./api-server";
import type { Cluster } from "./apply";
import { addressOf, kubernetesObjects, type KubernetesObject } from "./objects";

/** What the API server made of the objects of one manifest. */
export interface Applied {
  readonly created: readonly string[];
  /** Those that were there, and what became of their identity. */
  readonly kept: readonly {
    readonly address: string;
    readonly isSame: boolean;
    readonly hasChanged: boolean;
  }[];
  readonly removed: readonly string[];
  /** In the server's own words. */
  readonly refused: readonly string[];
  readonly warnings: readonly string[];
}

interface Metadata {
  readonly uid?: string;
  readonly resourceVersion?: string;
}

const metadataOf = ({ body }: Answer): Metadata => body["metadata"] ?? {};
const GONE = 404;

/** Applies one manifest over another, and removes what it no longer holds. */
export async function applyManifest(
  cluster: Cluster,
  manifest: Manifest,
  previous: Manifest | null = null,
): Promise<Applied> {
  const created: string[] = [];
  const kept: Applied["kept"][number][] = [];
  const removed: string[] = [];
  const refused: string[] = [];
  const warnings: string[] = [];
  const judge = (object: KubernetesObject, answer: Answer): boolean => {
    warnings.push(...answer.warnings.map((warning) => `${addressOf(object)}: ${warning}`));
    if (answer.status < 300) return true;
    refused.push(`${addressOf(object)}: ${String(answer.body["message"])}`);
    return false;
  };
  const wanted = kubernetesObjects(manifest);
  for (const { object } of wanted) {
    const before = await cluster.read(object);
    const after = await cluster.apply(object);
    if (!judge(object, after)) continue;
    if (object.kind === "PersistentVolumeClaim") await cluster.bind(object);
    const address = addressOf(object);
    if (before.status === GONE) created.push(address);
    else
      kept.push({
        address,
        isSame: metadataOf(before).uid === metadataOf(after).uid,
        hasChanged: metadataOf(before).resourceVersion !== metadataOf(after).resourceVersion,
      });
  }
  const names = new Set(wanted.map(({ object }) => addressOf(object)));
  const leaving = previous === null ? [] : kubernetesObjects(previous);
  for (const { object, isRetained } of leaving) {
    if (isRetained || names.has(addressOf(object))) continue;
    if (judge(object, await cluster.remove(object))) removed.push(addressOf(object));
  }
  return { created, kept, removed, refused, warnings };
}

/** What a stack is at each phase of a step, the beginning first. Downwards with the sizes kept that cannot shrink. */
export async function manifestsOf(from: TierName, to: TierName): Promise<Manifest[]> {
  const [begin, end] = [tierNamed(from), tierNamed(to)];
  const kept = asOverrides(keptSizes(begin, end));
  const manifests = [await recordedManifest(overrideTier(begin, kept, from))];
  for (const { spec } of stackPhases(begin, end, kept, "example"))
    manifests.push(await recordedManifest(spec));
  return manifests;
}
