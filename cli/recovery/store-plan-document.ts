import type { StoreRestorePlan } from "../../models/upgrade/store-restore";
import { note, type Document } from "../print/document";
import { usd } from "../print/figures";
import { range } from "../upgrade/words";
import { restoreSection } from "./restore-plan-document";

const TITLES = { valkey: "the cache", qdrant: "Qdrant's collections" } as const;

/** How the cache, or collections of Qdrant, are brought back from a backup. */
export const storePlanDocument = (
  { store, generation, source, former, restored, extraUsdPerDay, phases, ...plan }: StoreRestorePlan,
  subject: string,
): Document => ({
  title: `${subject}: ${TITLES[store]} restored, generation ${generation}`,
  blocks: [
    {
      kind: "facts",
      facts: [
        ["from", `${store === "valkey" ? "snapshot" : "run"} ${source}`],
        [store === "valkey" ? "groups" : "collections", `${restored} in place of ${former}`],
        [
          "until it serves",
          `${range(plan.minutesUntilServingMin, plan.minutesUntilServingMax, "minutes")}, checks by hand not counted`,
        ],
        ["while both are there", `${usd(extraUsdPerDay)} a day more`],
      ],
    },
    ...phases.map(restoreSection),
    note(
      "The values stay in the configuration: they say what serves. The next restore is another generation. Other losses: docs/disaster-recovery.md.",
    ),
  ],
});
