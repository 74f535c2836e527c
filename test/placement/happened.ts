import { DOWNTIME_CLASSES } from "../../kinds/facts";
import type { Manifest } from "../../models/manifest/manifest";
import type { UpgradePhase } from "../../models/upgrade/report";
import { objectOf } from "../kubernetes/objects";
import { isTrue, type Pod } from "./kubelets";
import { isOfEveryNode } from "./of-every-node";
import { isOfStatefulSet, ownerOf, type Sight } from "./sight";

type Word = (typeof DOWNTIME_CLASSES)[number];

/** What stands in for the add-ons of EKS has none of their budgets. */
const ADD_ONS = "kube-system";

/** What users would have seen of a set; `isAlone` of a Deployment's only pod, which no budget keeps on a node that goes. */
interface Seen {
  readonly word: Word;
  readonly isAlone: boolean;
}

interface SetOfPods {
  /** Identities of the pods that served when the phase began. */
  readonly before: ReadonlySet<string>;
  /** Names of peers, whose data the peers that come do not have; of a Deployment any pod will do. */
  readonly names: ReadonlySet<string> | undefined;
  fewest: number;
}

const serves = (pod: Pod): boolean => pod.metadata.deletionTimestamp === undefined && isTrue(pod, "Ready");

function bySet(pods: readonly Pod[]): Map<string, Pod[]> {
  const sets = new Map<string, Pod[]>();
  for (const pod of pods)
    if (serves(pod) && !isOfEveryNode(pod) && pod.metadata.namespace !== ADD_ONS)
      sets.set(ownerOf(pod), [...(sets.get(ownerOf(pod)) ?? []), pod]);
  return sets;
}

/** What users would have seen of each set of pods during a phase, in the report's words. */
export class Happened {
  private sets = new Map<string, SetOfPods>();
  private pods: readonly Pod[] = [];

  begin({ pods }: Pick<Sight, "pods">): void {
    this.pods = pods;
    this.sets = new Map(
      [...bySet(pods)].map(([set, some]) => [
        set,
        {
          before: new Set(some.map(({ metadata }) => metadata.uid)),
          names: some.every(isOfStatefulSet) ? new Set(some.map(({ metadata }) => metadata.name)) : undefined,
          fewest: some.length,
        },
      ]),
    );
  }

  round({ pods }: Sight): Promise<void> {
    this.pods = pods;
    const now = bySet(pods);
    for (const [set, seen] of this.sets) {
      const some = (now.get(set) ?? []).filter(({ metadata }) => seen.names?.has(metadata.name) ?? true);
      seen.fewest = Math.min(seen.fewest, some.length);
    }
    return Promise.resolve();
  }

  /**
   * By set: `none` when no pod was replaced, `rolling` when some always served, `restart` when none did, `outage` when the set
   * has fewer peers than before.
   */
  words(): ReadonlyMap<string, Seen> {
    const now = bySet(this.pods);
    return new Map(
      [...this.sets].map(([set, { before, names, fewest }]): [string, Seen] => {
        const isAlone = before.size === 1 && names === undefined;
        const after = now.get(set) ?? [];
        const kept = after.filter(({ metadata }) => before.has(metadata.uid)).length;
        const fewer = Math.max(0, before.size - after.length);
        const replaced = before.size - kept - fewer;
        if (names !== undefined && fewer > 0) return [set, { word: "outage", isAlone }];
        if (replaced <= 0) return [set, { word: "none", isAlone }];
        return [set, { word: fewest > 0 ? "rolling" : "restart", isAlone }];
      }),
    );
  }
}

const worse = (left: Word, right: Word): Word =>
  DOWNTIME_CLASSES.indexOf(left) > DOWNTIME_CLASSES.indexOf(right) ? left : right;

/** What a phase of the report says of each set of pods. */
function reportedWords(phase: UpgradePhase, manifests: readonly Manifest[]): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  for (const { urn, type, downtime } of phase.steps) {
    if (!/:(Deployment|StatefulSet)$/.test(type)) continue;
    const resource = manifests.flatMap(({ resources }) => resources).find((one) => one.urn === urn);
    if (resource === undefined) continue;
    const { metadata } = objectOf(resource);
    const set = `${metadata.namespace ?? ""}/${metadata.name}`;
    words.set(set, worse(words.get(set) ?? "none", downtime.class));
  }
  return words;
}

/** Whether pools lose nodes in a phase, which moves pods of sets that the phase does not touch. */
const movesPods = ({ steps }: UpgradePhase): boolean =>
  steps.some(({ type, downtime }) => type.endsWith(":NodePool") && downtime.class === "rolling");

/** Sets of which the report says something else than what happened. */
export function wrongWords(
  happened: ReadonlyMap<string, Seen>,
  phase: UpgradePhase,
  manifests: readonly Manifest[],
): readonly string[] {
  const reported = reportedWords(phase, manifests);
  return [...happened].flatMap(([set, { word, isAlone }]) => {
    const said = reported.get(set) ?? "none";
    const isMoved =
      movesPods(phase) && (isAlone ? word === "restart" : said === "none" && word === "rolling");
    return word === said || isMoved ? [] : [`${set}: the report says ${said}, and it was ${word}`];
  });
}
