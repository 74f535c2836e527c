import { LOSSES, LOSS_TITLES } from "../../models/recovery/losses";
import type { Objective } from "../../models/recovery/objectives";
import { note, type Document } from "../print/document";
import { tierTitle } from "../print/figures";
import { range } from "../upgrade/words";

/** What an objective rests on, in a few words. */
function proofText({ proof, tier }: Objective): string {
  if (proof.kind === "placement")
    return `pods: the placement proof; not proved without AWS: ${proof.notProved}`;
  return proof.tiers.includes(tier)
    ? "rehearsed"
    : `rehearsed at ${proof.tiers.map(tierTitle).join(" and ")}`;
}

const rtoText = ({ rto, rtoNote }: Objective): string =>
  rto === null
    ? rtoNote
    : `${range(Math.round(rto.minutesMin), Math.round(rto.minutesMax), "minutes")}: ${rtoNote}`;

/** A table a loss, with a row for each group of tiers that have the same to say. */
export const objectivesDocument = (objectives: readonly Objective[]): Document => ({
  title: "Recovery objectives",
  blocks: [
    ...LOSSES.map((loss) => {
      const groups = new Map<string, { readonly tiers: string[]; readonly cells: readonly string[] }>();
      for (const objective of objectives.filter((one) => one.loss === loss)) {
        const { rpo, automatic, cost, tier } = objective;
        const cells = [rpo, rtoText(objective), automatic, cost, proofText(objective)];
        const key = JSON.stringify(cells);
        const group = groups.get(key) ?? { tiers: [], cells };
        group.tiers.push(tierTitle(tier));
        groups.set(key, group);
      }
      return {
        kind: "section" as const,
        title: LOSS_TITLES[loss],
        blocks: [
          {
            kind: "table" as const,
            columns: ["tier", "RPO", "RTO", "by itself", "cost", "proof"].map((title) => ({ title })),
            rows: [...groups.values()].map(({ tiers, cells }) => [tiers.join(", "), ...cells]),
          },
        ],
      };
    }),
    note(
      "RPO: what is missing afterwards. RTO: from the decision until it serves, work by hand not counted, calculated from what each `up` does. What to do: docs/disaster-recovery.md.",
    ),
  ],
});
